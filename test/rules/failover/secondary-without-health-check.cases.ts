import { ruleCase } from '../support/rule-case';
import { record, secondary, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Primary: record(), Secondary: secondary(bad ? { HealthCheckId: undefined } : {}) })),
];
