export * from './build/client/index';
