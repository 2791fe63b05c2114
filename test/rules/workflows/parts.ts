export const retry = (more: Record<string, unknown>) => ({
  Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 3, JitterStrategy: 'FULL', ...more }],
});
