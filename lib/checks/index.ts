export * from './resilience-checks';
export * from './resilience-nag-pack';
export * from './resilience-report';
