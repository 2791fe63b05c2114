import { failoverPairs } from '../relations/dns';
import type { Rule } from '../rule';

export const healthCheckShared: Rule = {
  id: 'resilience-health-check-shared',
  area: 'failover',
  severity: 'error',
  title: 'Each record of a failover name has its own health check',
  why: 'With one check for both, primary and standby are healthy or unhealthy together, so traffic never moves.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-configuring.html',
  check(model, report) {
    for (const { primary, secondary } of failoverPairs(model)) {
      if (primary.healthCheckId !== undefined && primary.healthCheckId === secondary.healthCheckId) {
        report(
          secondary,
          `"${primary.name}": PRIMARY and SECONDARY use the same health check`,
          'give each record a health check on its own region',
        );
      }
    }
  },
};
