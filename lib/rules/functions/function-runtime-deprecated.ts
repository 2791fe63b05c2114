import { DEPRECATED_RUNTIMES } from '../../limits/runtimes';
import { type Rule } from '../rule';

export const functionRuntimeDeprecated: Rule = {
  id: 'resilience-function-runtime-deprecated',
  area: 'functions',
  severity: 'warning',
  title: 'Functions use a runtime that AWS supports',
  why: 'A deprecated runtime gets no fixes, and once Lambda blocks updates to it the function cannot be changed in an outage.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      const runtime = fn.text('Runtime');
      if (runtime !== undefined && DEPRECATED_RUNTIMES.includes(runtime)) {
        report(
          fn,
          `its runtime ${runtime} gets no security updates any more`,
          'move to the newest runtime of the language',
        );
      }
    }
  },
};
