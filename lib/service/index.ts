export * from './regions';
export * from './regional-stack';
export * from './resilient-service';
export * from './multi-region-function';
