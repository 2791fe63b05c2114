import { endpointChecks } from '../../assembly/relations/dns';
import { type Rule } from '../rule';
import { HEALTH_CHECK } from '../../limits/route53';

export const healthCheckSlow: Rule = {
  id: 'resilience-health-check-slow',
  area: 'failover',
  severity: 'warning',
  title: 'A health check notices an outage within two minutes',
  why: 'The failure threshold times the interval is spent before anything moves, and the TTL comes on top.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html',
  check(model, report) {
    for (const check of endpointChecks(model)) {
      const interval = check.number('HealthCheckConfig.RequestInterval') ?? HEALTH_CHECK.defaults.intervalSeconds;
      const threshold = check.number('HealthCheckConfig.FailureThreshold') ?? HEALTH_CHECK.defaults.failureThreshold;
      if (interval * threshold > LONGEST) {
        report(
          check,
          `${threshold} failures in intervals of ${interval} s take ${interval * threshold} s`,
          'set RequestInterval to 10, or FailureThreshold to 3',
        );
      }
    }
  },
};

/** Seconds. */
const LONGEST = 120;
