export * from './resilient-fetch';
