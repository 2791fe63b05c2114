export * from './alarm-options';
export * from './alarm-topic';
export * from './alarms';
