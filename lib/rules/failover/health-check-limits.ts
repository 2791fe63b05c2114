import { isOpaque } from '../../assembly/value';
import { endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

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
      if (places > 0 && places < 3 && !isOpaque(check.get('HealthCheckConfig.Regions'))) {
        report(check, `it asks from ${places} regions`, 'name three Regions or more, or leave them out');
      }
      if (interval !== undefined && interval !== 10 && interval !== 30) {
        report(check, `the interval is ${interval} s`, 'set RequestInterval to 10 or 30');
      }
      if (threshold !== undefined && !(Number.isInteger(threshold) && threshold >= 1 && threshold <= 10)) {
        report(
          check,
          `the failure threshold is ${threshold}`,
          'set FailureThreshold to a whole number from 1 to 10, and it asks from three regions or more',
        );
      }
    }
  },
};
