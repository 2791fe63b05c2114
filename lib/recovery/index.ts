export * from './fault';
export * from './fault-experiment';
