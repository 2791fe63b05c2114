import { ruleCase } from '../support/rule-case';
import { EAST, WEST, resource } from '../support/templates';
import { service } from './parts';

const distribution = (target: string) =>
  resource('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Origins: [
        { Id: 'east', DomainName: 'a.execute-api.us-east-1.amazonaws.com' },
        { Id: 'west', DomainName: 'a.execute-api.us-west-2.amazonaws.com' },
      ],
      OriginGroups: { Items: [{ Id: 'both', Members: { Items: [{ OriginId: 'east' }, { OriginId: 'west' }] } }] },
      DefaultCacheBehavior: { TargetOriginId: target },
    },
  });

export const cases = [
  ruleCase(bad => [service(EAST, { Distribution: distribution(bad ? 'east' : 'both') }), service(WEST)]),
];
