import { type Rule } from '../rule';

export const functionLimits: Rule = {
  id: 'resilience-function-limits',
  area: 'functions',
  severity: 'error',
  title: 'A function has 128 to 10240 MB and at most 15 minutes',
  why: 'Lambda accepts nothing else, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      for (const [property, { least, most }] of Object.entries(LIMITS)) {
        const value = fn.number(property);
        if (value !== undefined && (value < least || value > most)) {
          report(fn, `${property} is ${value}`, `set it from ${least} to ${most}`);
        }
      }
    }
  },
};

const LIMITS: Readonly<Record<string, { least: number; most: number }>> = {
  MemorySize: { least: 128, most: 10_240 },
  Timeout: { least: 1, most: 900 },
  'EphemeralStorage.Size': { least: 512, most: 10_240 },
  ReservedConcurrentExecutions: { least: 0, most: Number.MAX_SAFE_INTEGER },
};
