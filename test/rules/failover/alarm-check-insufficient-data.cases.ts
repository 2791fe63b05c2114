import { ruleCase } from '../support/rule-case';
import { stack } from '../support/templates';
import { alarmCheck } from './parts';

export const cases = [
  ruleCase(bad => stack({ Check: alarmCheck(bad ? { InsufficientDataHealthStatus: undefined } : {}) })),
];
