export * from './async-invocation';
export * from './bundling';
export * from './resilient-function';
