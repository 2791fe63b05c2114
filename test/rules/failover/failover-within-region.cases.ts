import { ruleCase } from '../support/rule-case';
import { EAST, WEST, record, resource, secondary, stack } from '../support/templates';
import { aliasTo } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Primary: record(),
      Secondary: secondary(bad ? { ResourceRecords: ['d-2.execute-api.us-east-1.amazonaws.com'] } : {}),
    }),
  ),
  ruleCase(
    bad => [
      ...[bad ? WEST : EAST, WEST].map((region, index) =>
        stack(
          {
            Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer'),
            Writer: resource('Custom::CrossRegionExportWriter', {
              WriterProps: { exports: { [`/cdk/exports/${index}`]: { 'Fn::GetAtt': ['Balancer', 'DNSName'] } } },
            }),
          },
          region,
          { id: `Part${index}` },
        ),
      ),
      stack(
        {
          Reader: resource('Custom::CrossRegionExportReader'),
          Primary: record(aliasTo(true, { 'Fn::GetAtt': ['Reader', '/cdk/exports/0'] })),
          Secondary: secondary(aliasTo(true, { 'Fn::GetAtt': ['Reader', '/cdk/exports/1'] })),
        },
        EAST,
        { id: 'Names' },
      ),
    ],
    'load balancers that CDK carries the names of from their regions',
  ),
];
