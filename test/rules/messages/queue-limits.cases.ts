import { ruleCase } from '../support/rule-case';
import { queue, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Queue: queue({ MessageRetentionPeriod: bad ? 2_592_000 : 1_209_600 }) })),
];
