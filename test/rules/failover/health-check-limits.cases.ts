import { ruleCase } from '../support/rule-case';
import { check, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Check: check({ RequestInterval: bad ? 15 : 10, FailureThreshold: 3 }) }), 'interval'),
  ruleCase(bad => stack({ Check: check({ RequestInterval: 30, FailureThreshold: bad ? 11 : 10 }) }), 'threshold'),
];
