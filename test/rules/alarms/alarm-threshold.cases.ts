import { ruleCase } from '../support/rule-case';
import { alarm, stack } from '../support/templates';

export const cases = [ruleCase(bad => stack({ Alarm: alarm(bad ? { Threshold: undefined } : {}) }))];
