import { ruleCase } from '../support/rule-case';
import { fn, queue, queueMapping, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn({ ReservedConcurrentExecutions: 10 }),
      Queue: queue(),
      Mapping: queueMapping({ ScalingConfig: { MaximumConcurrency: bad ? 100 : 10 } }),
    }),
  ),
];
