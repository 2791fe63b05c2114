import { failoverRecords, followsTarget } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const secondaryWithoutHealthCheck: Rule = {
  id: 'resilience-secondary-without-health-check',
  area: 'failover',
  severity: 'warning',
  title: 'The SECONDARY record has a health check',
  why: 'Without one nobody sees that the standby is broken before it is needed, and with both regions down Route 53 answers with it in any case.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  check(model, report) {
    for (const record of failoverRecords(model)) {
      if (record.failover !== 'SECONDARY' || record.healthCheckId !== undefined || followsTarget(model, record)) {
        continue;
      }
      report(
        record,
        `the SECONDARY record of "${record.name}" has no health check`,
        "give it a health check on its own region's endpoint",
      );
    }
  },
};
