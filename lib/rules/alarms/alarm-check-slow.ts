import { metricsOf } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmCheckSlow: Rule = {
  id: 'resilience-alarm-check-slow',
  area: 'alarms',
  severity: 'warning',
  title: 'An alarm that feeds a health check goes off within five minutes',
  why: 'Until it does, clients are sent to the region that has failed; the TTL comes on top.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  check(model, report) {
    for (const check of model.ofType('AWS::Route53::HealthCheck')) {
      const region = check.text('HealthCheckConfig.AlarmIdentifier.Region');
      const name = check.text('HealthCheckConfig.AlarmIdentifier.Name');
      const alarm = model.find(name, ['AWS::CloudWatch::Alarm'], region);
      if (!alarm) continue;
      const period = Math.max(0, ...metricsOf(alarm).map(metric => metric.periodSeconds ?? 0));
      const datapoints = alarm.number('DatapointsToAlarm') ?? alarm.number('EvaluationPeriods') ?? 1;
      if (period * datapoints > LONGEST) {
        report(
          alarm,
          `it feeds "${check.path}" and needs ${datapoints} periods of ${period} s, ${period * datapoints} s in all`,
          'use a Period of 60 and three periods at most',
        );
      }
    }
  },
};

/** Seconds. */
const LONGEST = 300;
