import { type Rule } from '../rule';
import { ASYNC_INVOCATION } from '../../limits/lambda';
import { isWithin } from '../../limits/range';

const AGE = ASYNC_INVOCATION.eventAgeSeconds;

export const asyncRetryLimits: Rule = {
  id: 'resilience-async-retry-limits',
  area: 'functions',
  severity: 'error',
  title: 'Retries of asynchronous events are 0 to 2, their age 60 seconds to 6 hours',
  why: 'Lambda accepts nothing else, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html',
  check(model, report) {
    for (const config of model.ofType('AWS::Lambda::EventInvokeConfig')) {
      const attempts = config.number('MaximumRetryAttempts');
      const age = config.number('MaximumEventAgeInSeconds');
      if (attempts !== undefined && !isWithin(attempts, ASYNC_INVOCATION.retries)) {
        report(config, `MaximumRetryAttempts is ${attempts}`, 'set it to 0, 1 or 2');
      }
      if (age !== undefined && !isWithin(age, AGE)) {
        report(config, `MaximumEventAgeInSeconds is ${age}`, `set it from ${AGE.least} to ${AGE.most}`);
      }
    }
  },
};
