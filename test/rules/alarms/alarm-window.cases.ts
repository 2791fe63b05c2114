import { ruleCase } from '../support/rule-case';
import { alarm, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Alarm: alarm({ Period: 1800, EvaluationPeriods: bad ? 49 : 48 }) })),
  ruleCase(bad => stack({ Alarm: alarm({ Period: 3600, EvaluationPeriods: bad ? 169 : 168 }) })),
];
