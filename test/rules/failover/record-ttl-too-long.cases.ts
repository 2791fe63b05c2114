import { ruleCase } from '../support/rule-case';
import { record, secondary, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Primary: record({ TTL: bad ? '1800' : '60' }), Secondary: secondary() })),
];
