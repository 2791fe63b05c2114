import { checkedRegions, dnsRecords, regionByStack, regionOfRecord } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const healthCheckOtherRegion: Rule = {
  id: 'resilience-health-check-other-region',
  area: 'failover',
  severity: 'error',
  title: "A record's health check looks at the record's own region",
  why: 'Swapped checks turn failover around: the loss of the standby takes the healthy primary out of the answer, and the loss of the primary goes unseen.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-configuring.html',
  check(model, report) {
    for (const record of dnsRecords(model)) {
      if (record.failover === undefined && record.routing === undefined) continue;
      const answered = regionOfRecord(model, record) ?? regionByStack(model, record);
      const [other] = checkedRegions(model, record).filter(({ region }) => region !== answered);
      if (answered !== undefined && other) {
        report(
          record,
          `the ${record.failover ?? record.setIdentifier ?? 'routed'} record of "${record.name}" leads to ${answered}, and its health check "${other.check.path}" looks at ${other.region}`,
          `use the health check of ${answered}`,
        );
      }
    }
  },
};
