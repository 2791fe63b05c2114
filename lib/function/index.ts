export * from './async-invocation';
export * from './bundled-code';
export * from './bundling';
export * from './resilient-function';
