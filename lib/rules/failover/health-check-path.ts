import { isOpaque } from '../../assembly/value';
import { endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckPath: Rule = {
  id: 'resilience-health-check-path',
  area: 'failover',
  severity: 'error',
  title: "A health check's path begins with a slash",
  why: 'Route 53 refuses a path without it.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const path = check.text('HealthCheckConfig.ResourcePath');
      if (path !== undefined && !path.startsWith('/') && !isOpaque(path)) {
        report(check, `the path is "${path}"`, `write "/${path}"`);
      }
    }
  },
};
