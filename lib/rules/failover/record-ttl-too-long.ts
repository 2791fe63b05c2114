import { dnsRecords } from '../../assembly/relations/dns';
import { type Rule } from '../rule';
import { DNS } from '../../limits/route53';

const LONGEST = DNS.longestFailoverTtlSeconds;

export const recordTtlTooLong: Rule = {
  id: 'resilience-record-ttl-too-long',
  area: 'failover',
  severity: 'warning',
  title: 'A record that fails over has a TTL of at most 60 seconds',
  why: "Resolvers keep the old answer for as long as the TTL says, and all of it is added to the recovery time. CDK's default is 30 minutes.",
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-configuring.html',
  check(model, report) {
    for (const record of dnsRecords(model)) {
      const decides = record.failover !== undefined || record.healthCheckId !== undefined;
      if (decides && record.ttlSeconds !== undefined && record.ttlSeconds > LONGEST) {
        report(record, `the TTL of "${record.name}" is ${record.ttlSeconds} s`, `set TTL to ${LONGEST} or less`);
      }
    }
  },
};
