export * from './automatic-recovery';
export * from './redrive';
export * from './redrive-target';
export * from './symptom';
