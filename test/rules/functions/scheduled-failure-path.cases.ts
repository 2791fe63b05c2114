import { ruleCase } from '../support/rule-case';
import { alarm, arn, fn, queue, ref, stack } from '../support/templates';
import { clock, eventConfig, eventRule } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Rule: eventRule(arn('Fn'), {}, clock),
      ...(bad ? {} : { Config: eventConfig() }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(),
        Rule: eventRule(arn('Fn'), {}, clock),
        Errors: alarm({
          Namespace: 'AWS/Lambda',
          MetricName: bad ? 'Throttles' : 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: ref('Fn') }],
        }),
      }),
    'an alarm on errors tells',
  ),
];
