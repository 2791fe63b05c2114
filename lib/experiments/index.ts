export * from './fault';
export * from './fault-experiment';
export * from './fault-options';
