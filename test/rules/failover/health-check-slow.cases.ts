import { ruleCase } from '../support/rule-case';
import { check, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Check: check({ RequestInterval: 30, FailureThreshold: bad ? 10 : 3 }) })),
];
