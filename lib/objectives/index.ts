export * from './availability';
export * from './failover-change';
export * from './failover-timing';
export * from './figure';
export * from './recovery-point';
export * from './recovery-time';
export * from './stranded-events';
