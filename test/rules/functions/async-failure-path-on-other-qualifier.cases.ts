import { ruleCase } from '../support/rule-case';
import { alias, fn, queue, ref, stack } from '../support/templates';
import { eventConfig, eventRule } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Live: alias('Fn'),
      Failures: queue(),
      Rule: eventRule(ref('Live')),
      Config: eventConfig({ Qualifier: bad ? '$LATEST' : 'live' }),
    }),
  ),
];
