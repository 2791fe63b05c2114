import { type Rule } from '../rule';

export const functionDisabled: Rule = {
  id: 'resilience-function-disabled',
  area: 'functions',
  severity: 'warning',
  title: 'No function is disabled by a reserved concurrency of 0',
  why: 'Lambda rejects every invocation of such a function; asynchronous events wait, grow old and are discarded.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      if (fn.number('ReservedConcurrentExecutions') === 0) {
        report(fn, 'ReservedConcurrentExecutions is 0', 'remove it, or set it to 1 or more');
      }
    }
  },
};
