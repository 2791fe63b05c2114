export * from './automatic-recovery';
export * from './symptom';
