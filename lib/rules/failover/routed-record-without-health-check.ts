import { dnsRecords, followsTarget } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const routedRecordWithoutHealthCheck: Rule = {
  id: 'resilience-routed-record-without-health-check',
  area: 'failover',
  severity: 'warning',
  title: 'Records that share a name by weight, latency or place have health checks',
  why: 'Without one a region stays in the answer after it has failed, and its share of requests is lost.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  check(model, report) {
    for (const record of dnsRecords(model)) {
      if (
        record.routing !== undefined &&
        record.failover === undefined &&
        record.healthCheckId === undefined &&
        !followsTarget(model, record)
      ) {
        report(
          record,
          `the record "${record.setIdentifier ?? record.name}" of "${record.name}" has no health check`,
          "give it a health check on its own region's endpoint",
        );
      }
    }
  },
};
