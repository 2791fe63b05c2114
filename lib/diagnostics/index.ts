export * from './error-code';
export * from './warning-id';
