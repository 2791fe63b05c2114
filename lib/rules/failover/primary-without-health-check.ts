import { failoverRecords, followsTarget } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const primaryWithoutHealthCheck: Rule = {
  id: 'resilience-primary-without-health-check',
  area: 'failover',
  severity: 'error',
  title: 'The PRIMARY record has a health check',
  why: 'Without one Route 53 takes the primary for healthy whatever happens, so it never fails over. An alias that evaluates target health is enough for a load balancer, not for API Gateway.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html',
  check(model, report) {
    for (const record of failoverRecords(model)) {
      if (record.failover !== 'PRIMARY' || record.healthCheckId !== undefined || followsTarget(model, record)) continue;
      report(
        record,
        `the PRIMARY record of "${record.name}" has no health check`,
        "give it a health check on its own region's endpoint",
      );
    }
  },
};
