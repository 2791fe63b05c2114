import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmThresholdUnreachable: Rule = {
  id: 'resilience-alarm-threshold-unreachable',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm can go off, and can be quiet',
  why: 'What AWS counts is never below zero: an alarm on less than 0 never rings, one on 0 or more always does.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      const metrics = metricsOf(alarm);
      const threshold = alarm.number('Threshold');
      if (threshold === undefined || metrics.length === 0 || !alarm.lacks('Metrics')) continue;
      if (!metrics.every(metric => metric.namespace.startsWith('AWS/'))) continue;
      const operator = alarm.text('ComparisonOperator');
      const never =
        operator === 'LessThanThreshold' && threshold <= 0 && alarm.text('TreatMissingData') !== 'breaching';
      const always = operator === 'GreaterThanOrEqualToThreshold' && threshold <= 0;
      if (never || always) {
        report(
          alarm,
          `${operator} ${threshold} on "${metrics[0].name}" is ${never ? 'never' : 'always'} true`,
          always ? 'use GreaterThanThreshold 0, or a threshold of 1' : 'use a threshold of 1',
        );
      }
    }
  },
};
