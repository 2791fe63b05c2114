export * from './dead-letter-queue';
export * from './dead-letters';
export * from './object-ingest';
export * from './queue-consumer';
