import { regionOfArn } from '../../assembly/identity';
import { type Rule } from '../rule';

export const alarmActionElsewhere: Rule = {
  id: 'resilience-alarm-action-elsewhere',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm acts in its own region',
  why: 'CloudWatch calls topics and functions of its own region only: nobody is told.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  check(model, report) {
    for (const alarm of model.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')) {
      for (const action of alarm.list('AlarmActions').map(String)) {
        const region = regionOfArn(action) ?? model.mentioned(action)[0]?.region;
        if (region !== undefined && alarm.region !== undefined && region !== alarm.region) {
          report(
            alarm,
            `it is in ${alarm.region}, and its action "${action}" in ${region}`,
            `name a topic of ${alarm.region}`,
          );
        }
      }
    }
  },
};
