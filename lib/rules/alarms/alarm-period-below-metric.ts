import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';
import { ALARM } from '../../limits/cloudwatch';

export const alarmPeriodBelowMetric: Rule = {
  id: 'resilience-alarm-period-below-metric',
  area: 'alarms',
  severity: 'warning',
  title: "An alarm's period is not shorter than the metric's own",
  why: 'AWS sends its metrics once a minute. A shorter period has no data most of the time, so the alarm flaps, or never rings.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      for (const { namespace, name, periodSeconds: period } of metricsOf(alarm)) {
        if (namespace.startsWith('AWS/') && period !== undefined && period < ALARM.metricSeconds) {
          report(
            alarm,
            `its period is ${period} s, and ${namespace} sends "${name}" once a minute`,
            `set Period to ${ALARM.metricSeconds}`,
          );
        }
      }
    }
  },
};
