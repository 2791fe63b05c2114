import { ruleCase } from '../support/rule-case';
import { EAST, WEST, alarm, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({ Alarm: alarm({ AlarmActions: [`arn:aws:sns:${bad ? WEST : EAST}:111111111111:operators`] }) }),
  ),
];
