import { type AppModel } from '../../assembly/app-model';
import {
  failoverPairs,
  recordGroups,
  regionByStack,
  regionOfRecord,
  type DnsRecord,
} from '../../assembly/relations/dns';
import { type Report, type Rule } from '../rule';

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
    for (const group of recordGroups(model)) checkRouted(model, group, report);
  },
};

/** Records of one region may share a check, those of several may not. */
function checkRouted(model: AppModel, group: readonly DnsRecord[], report: Report): void {
  const seen = new Map<string, DnsRecord>();
  for (const record of group) {
    if (record.failover !== undefined || record.healthCheckId === undefined) continue;
    const other = seen.get(record.healthCheckId);
    if (!other) seen.set(record.healthCheckId, record);
    else if (supposedRegion(model, record) !== supposedRegion(model, other)) {
      report(
        record,
        `"${record.name}": the record "${record.setIdentifier}" uses the health check of "${other.setIdentifier}"`,
        'give each record a health check on its own region',
      );
    }
  }
}

function supposedRegion(model: AppModel, record: DnsRecord): string | undefined {
  return regionOfRecord(model, record) ?? regionByStack(model, record);
}
