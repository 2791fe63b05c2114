export * from './async-invocation';
export * from './resilient-function';
export * from './resilient-function-props';
