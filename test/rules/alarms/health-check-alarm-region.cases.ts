import { ruleCase } from '../support/rule-case';
import { EAST, WEST, stack } from '../support/templates';
import { alarmOn } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Alarm: alarmOn('AWS/Route53', 'HealthCheckStatus', 'HealthCheckId', 'abc') }, bad ? WEST : EAST),
  ),
];
