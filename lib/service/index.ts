export * from './regional-stack';
export * from './resilient-service';
export * from './resilient-service-props';
export * from './multi-region-function';
