import { ruleCase } from '../support/rule-case';
import { fn, queue, queueMapping, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Queue: queue(),
      Mapping: queueMapping({ BatchSize: 100, MaximumBatchingWindowInSeconds: bad ? 0 : 5 }),
    }),
  ),
];
