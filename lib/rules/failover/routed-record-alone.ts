import { recordGroups } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const routedRecordAlone: Rule = {
  id: 'resilience-routed-record-alone',
  area: 'failover',
  severity: 'warning',
  title: 'A name that is chosen by weight or latency has another record to choose',
  why: 'With one record Route 53 answers with it whatever its health check says.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  check(model, report) {
    // An app that is deployed once for each region has the other records in its other deployments.
    if (model.regions.length < 2) return;
    for (const group of recordGroups(model)) {
      const [record] = group;
      if (group.length === 1 && record.failover === undefined && record.healthCheckId !== undefined) {
        report(
          record,
          `"${record.name}" (${record.type}) has one record, "${record.setIdentifier ?? 'without set identifier'}"`,
          "add the record of the other region's endpoint",
        );
      }
    }
  },
};
