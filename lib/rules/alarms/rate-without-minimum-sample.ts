import { metricAlarms } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const rateWithoutMinimumSample: Rule = {
  id: 'resilience-rate-without-minimum-sample',
  area: 'alarms',
  severity: 'warning',
  title: 'An alarm on a rate asks for a minimum sample',
  why: 'One failure of one request is 100 %. Without a minimum the alarm rings at night, and a rollback or a failover may follow it.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      for (const { Expression: expression } of alarm.records('Metrics')) {
        // A query divides nothing; the slash in it belongs to a namespace.
        const isRate =
          typeof expression === 'string' && /\//.test(expression) && !/\bIF\s*\(|^\s*SELECT\b/i.test(expression);
        if (isRate) {
          report(
            alarm,
            `the rate "${expression}" has no minimum sample`,
            'write IF(requests >= 10, errors / requests, 0)',
          );
        }
      }
    }
  },
};
