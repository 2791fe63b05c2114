import { dnsRecords, targetsOf } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const failoverToEdgeEndpoint: Rule = {
  id: 'resilience-failover-to-edge-endpoint',
  area: 'failover',
  severity: 'error',
  title: 'A failover name leads to regional endpoints',
  why: 'An edge-optimised domain is one distribution for the world: the name cannot exist in a second region, so there is nothing to fail over to.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/dns-failover.html',
  check(model, report) {
    for (const record of dnsRecords(model)) {
      if (record.failover === undefined && record.routing === undefined) continue;
      const isEdge = targetsOf(record).some(target =>
        model
          .mentioned(target)
          .some(({ type }) => type === 'AWS::ApiGateway::DomainName' && target.includes('.DistributionDomainName')),
      );
      if (isEdge) {
        report(
          record,
          `"${record.name}" leads to the edge-optimised endpoint of its domain`,
          'make the endpoint REGIONAL, and name its RegionalDomainName',
        );
      }
    }
  },
};
