export * from './failover';
export * from './failover-domain';
export * from './health';
export * from './http-endpoint';
