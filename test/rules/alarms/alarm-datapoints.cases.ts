import { ruleCase } from '../support/rule-case';
import { alarm, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Alarm: alarm({ EvaluationPeriods: 3, DatapointsToAlarm: bad ? 4 : 3 }) })),
];
