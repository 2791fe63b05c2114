import { ruleCase } from '../support/rule-case';
import { fn, queue, stack } from '../support/templates';
import { eventConfig } from './parts';

export const cases = [
  ruleCase(bad => stack({ Fn: fn(), Failures: queue(), Config: eventConfig({ MaximumRetryAttempts: bad ? 3 : 2 }) })),
];
