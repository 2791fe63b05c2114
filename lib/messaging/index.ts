export * from './object-ingest';
export * from './object-ingest-props';
export * from './only-where-active-options';
export * from './queue-consumer';
export * from './queue-consumer-props';
export * from './standby-runs';
export * from './trigger';
export * from './trigger-source';
