export * from './retry';
export * from './retrying-workflow';
export * from './retrying-workflow-props';
export * from './workflow-step';
export * from './workflow-guard';
