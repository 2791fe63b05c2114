import { ruleCase } from '../support/rule-case';
import { alarm, resource, stack } from '../support/templates';
import { alarmCheck } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Check: alarmCheck(),
      Outage: bad
        ? resource('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'outage', AlarmRule: 'ALARM("a")' })
        : alarm({ AlarmName: 'outage' }),
    }),
  ),
];
