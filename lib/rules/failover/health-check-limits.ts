import { isOpaque } from '../../assembly/value';
import { endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';
import { isWholeWithin } from '../../limits/range';
import { HEALTH_CHECK } from '../../limits/route53';

export const healthCheckLimits: Rule = {
  id: 'resilience-health-check-limits',
  area: 'failover',
  severity: 'error',
  title: "A health check's interval is 10 or 30 seconds and its threshold 1 to 10",
  why: 'Route 53 accepts nothing else; the deployment fails, or the check is not what its figures promise.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const interval = check.number('HealthCheckConfig.RequestInterval');
      const threshold = check.number('HealthCheckConfig.FailureThreshold');
      const places = check.list('HealthCheckConfig.Regions').length;
      if (places > 0 && places < HEALTH_CHECK.regions.least && !isOpaque(check.get('HealthCheckConfig.Regions'))) {
        report(check, `it asks from ${places} regions`, 'name three Regions or more, or leave them out');
      }
      if (interval !== undefined && !HEALTH_CHECK.intervalsSeconds.includes(interval)) {
        report(
          check,
          `the interval is ${interval} s`,
          `set RequestInterval to ${HEALTH_CHECK.intervalsSeconds.join(' or ')}`,
        );
      }
      if (threshold !== undefined && !isWholeWithin(threshold, HEALTH_CHECK.failureThreshold)) {
        report(
          check,
          `the failure threshold is ${threshold}`,
          'set FailureThreshold to a whole number from 1 to 10, and it asks from three regions or more',
        );
      }
    }
  },
};
