export * from './bundled-code';
export * from './bundling';
