import { ruleCase } from '../support/rule-case';
import { alarm, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Alarm: alarm({ Namespace: 'AWS/Lambda', MetricName: 'Errors', Threshold: bad ? 0 : 1 }) })),
];
