export * from './region-independence';
export * from './test-app';
