import { dnsRecords, regionOfRecord } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const routedRecordOtherRegion: Rule = {
  id: 'resilience-routed-record-other-region',
  area: 'failover',
  severity: 'error',
  title: 'A latency record leads to the region that it stands for',
  why: 'Clients near one region are sent to another, and when that one fails the record of a healthy region fails with it.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html',
  check(model, report) {
    for (const record of dnsRecords(model)) {
      if (record.routing?.policy !== 'latency') continue;
      const { region } = record.routing;
      const led = regionOfRecord(model, record);
      if (region !== undefined && led !== undefined && led !== region) {
        report(
          record,
          `the record of "${record.name}" for ${region} leads to ${led}`,
          `lead it to the endpoint of ${region}`,
        );
      }
    }
  },
};
