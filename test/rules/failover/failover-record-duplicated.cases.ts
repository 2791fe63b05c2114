import { ruleCase } from '../support/rule-case';
import { WEST, record, secondary, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => [
    stack({ Primary: record() }),
    stack({ Secondary: secondary({ Failover: bad ? 'PRIMARY' : 'SECONDARY' }) }, WEST),
  ]),
];
