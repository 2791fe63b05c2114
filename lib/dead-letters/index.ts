export * from './dead-letter-queue';
export * from './dead-letters';
