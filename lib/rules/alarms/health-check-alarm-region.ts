import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { HEALTH_METRICS_REGION } from '../../limits/route53';
import { type Rule } from '../rule';

export const healthCheckAlarmRegion: Rule = {
  id: 'resilience-health-check-alarm-region',
  area: 'alarms',
  severity: 'error',
  title: 'Alarms on health checks are in us-east-1',
  why: 'Route 53 sends its metrics to us-east-1 only; anywhere else the alarm gets no data.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      const watches = metricsOf(alarm).some(metric => metric.namespace === 'AWS/Route53');
      if (watches && alarm.region !== undefined && alarm.region !== HEALTH_METRICS_REGION) {
        report(alarm, `it is in ${alarm.region}`, `create it in a stack of ${HEALTH_METRICS_REGION}`);
      }
    }
  },
};
