export * from './alarm-options';
export * from './alarm-topic';
export * from './alarm-topics';
export * from './alarms';
export * from './log-alarm';
export * from './prometheus-rules';
export * from './service-alarm';
export * from './service-dashboard';
