import { failoverRecords, regionByStack, regionOfHost, regionOfRecord } from '../relations/dns';
import type { Rule } from '../rule';

export const healthCheckOtherRegion: Rule = {
  id: 'resilience-health-check-other-region',
  area: 'failover',
  severity: 'error',
  title: "A record's health check looks at the record's own region",
  why: 'Swapped checks turn failover around: the loss of the standby takes the healthy primary out of the answer, and the loss of the primary goes unseen.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-configuring.html',
  check(model, report) {
    for (const record of failoverRecords(model)) {
      const host = record.healthCheck?.text('HealthCheckConfig.FullyQualifiedDomainName');
      const checked = host === undefined ? undefined : regionOfHost(model, host);
      const answered = regionOfRecord(model, record) ?? regionByStack(model, record);
      if (checked !== undefined && answered !== undefined && checked !== answered) {
        report(
          record,
          `the ${record.failover} record of "${record.name}" leads to ${answered}, and its health check "${record.healthCheck!.path}" looks at ${checked}`,
          `use the health check of ${answered}`,
        );
      }
    }
  },
};
