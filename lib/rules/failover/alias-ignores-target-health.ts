import { dnsRecords } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const aliasIgnoresTargetHealth: Rule = {
  id: 'resilience-alias-ignores-target-health',
  area: 'failover',
  severity: 'warning',
  title: "An alias record that fails over evaluates its target's health",
  why: 'Otherwise Route 53 does not look at what the alias leads to, and only the health check can take it out of the answer.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html',
  check(model, report) {
    for (const record of dnsRecords(model)) {
      if (
        !record.alias ||
        !(record.failover !== undefined || record.routing !== undefined) ||
        record.alias.evaluatesTargetHealth
      ) {
        continue;
      }
      if (
        record.alias.dnsName.includes('cloudfront') ||
        model.mentioned(record.alias.dnsName).some(target => target.type.startsWith('AWS::CloudFront'))
      ) {
        continue;
      }
      report(
        record,
        `the alias of "${record.name}" does not evaluate target health`,
        'set EvaluateTargetHealth to true',
      );
    }
  },
};
