export * from './deployment';
export * from './scaling';
export * from './scaling-peak';
export * from './standby-capacity';
