export * from './objectives';
export * from './observability';
export * from './function';
export * from './messaging';
export * from './data';
export * from './failover';
export * from './service';
