import { alarmsReadByOthers } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmWithoutAction: Rule = {
  id: 'resilience-alarm-without-action',
  area: 'alarms',
  severity: 'warning',
  title: 'An alarm does something',
  why: 'An alarm without an action changes colour on a page that nobody looks at.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  check(model, report) {
    const read = alarmsReadByOthers(model);
    for (const alarm of model.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')) {
      if (read.has(alarm)) continue;
      if (alarm.lacks('AlarmActions')) {
        report(alarm, 'it has no alarm action', 'name a topic that somebody reads in AlarmActions');
      } else if (!alarm.lacks('ActionsEnabled') && alarm.isNotTrue('ActionsEnabled')) {
        report(alarm, 'its actions are disabled', 'remove ActionsEnabled: false');
      }
    }
  },
};
