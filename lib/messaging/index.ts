export * from './object-ingest';
export * from './queue-consumer';
export * from './queue-consumer-props';
