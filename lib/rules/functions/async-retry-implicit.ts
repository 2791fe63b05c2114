import { type Rule } from '../rule';

export const asyncRetryImplicit: Rule = {
  id: 'resilience-async-retry-implicit',
  area: 'functions',
  severity: 'warning',
  title: 'Retries and age of asynchronous events are explicit',
  why: 'By default Lambda keeps an event for six hours: after an outage the function works through work that nobody waits for any more, before what is new.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  check(model, report) {
    for (const config of model.ofType('AWS::Lambda::EventInvokeConfig')) {
      const missing = ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds'].filter(property => config.lacks(property));
      if (missing.length > 0) {
        report(
          config,
          `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
          'set both to what the work is worth',
        );
      }
    }
  },
};
