import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';
import { longestAlarmWindow } from '../../limits/cloudwatch';

export const alarmWindow: Rule = {
  id: 'resilience-alarm-window',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm looks back at most one day, or a week in periods of an hour',
  why: 'CloudWatch refuses longer windows; and an alarm that needs more than a day notices little in time.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      const period = Math.max(0, ...metricsOf(alarm).map(metric => metric.periodSeconds ?? 0));
      const window = period * (alarm.number('EvaluationPeriods') ?? 0);
      if (window > longestAlarmWindow(period)) {
        report(
          alarm,
          `it looks at ${alarm.number('EvaluationPeriods')} periods of ${period} s, ${window} s in all`,
          `keep periods × period within ${longestAlarmWindow(period)} s`,
        );
      }
    }
  },
};
