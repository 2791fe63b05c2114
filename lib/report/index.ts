export * from './resilience-report';
