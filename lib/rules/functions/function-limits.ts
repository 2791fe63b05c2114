import { type Rule } from '../rule';
import { LAMBDA } from '../../limits/lambda';
import { isWithin, type Range } from '../../limits/range';

export const functionLimits: Rule = {
  id: 'resilience-function-limits',
  area: 'functions',
  severity: 'error',
  title: `A function has ${LAMBDA.memoryMegabytes.least} to ${LAMBDA.memoryMegabytes.most} MB and at most ${LAMBDA.timeoutSeconds.most / 60} minutes`,
  why: 'Lambda accepts nothing else, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      for (const [property, range] of Object.entries(LIMITS)) {
        const value = fn.number(property);
        if (value !== undefined && !isWithin(value, range)) {
          report(fn, `${property} is ${value}`, `set it from ${range.least} to ${range.most}`);
        }
      }
    }
  },
};

const LIMITS: Readonly<Record<string, Range>> = {
  MemorySize: LAMBDA.memoryMegabytes,
  Timeout: LAMBDA.timeoutSeconds,
  'EphemeralStorage.Size': LAMBDA.ephemeralStorageMegabytes,
  ReservedConcurrentExecutions: { least: 0, most: Number.MAX_SAFE_INTEGER },
};
