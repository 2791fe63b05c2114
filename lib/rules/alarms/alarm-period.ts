import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';
import { isAlarmPeriod } from '../../limits/cloudwatch';

export const alarmPeriod: Rule = {
  id: 'resilience-alarm-period',
  area: 'alarms',
  severity: 'error',
  title: "An alarm's period is 10, 20 or 30 seconds, or whole minutes",
  why: 'CloudWatch accepts nothing else, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      for (const { periodSeconds: period } of metricsOf(alarm)) {
        if (period !== undefined && !isAlarmPeriod(period)) {
          report(alarm, `the period is ${period} s`, 'set Period to 60 or a multiple of it');
        }
      }
    }
  },
};
