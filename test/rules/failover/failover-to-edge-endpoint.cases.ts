import { ruleCase } from '../support/rule-case';
import { record, resource, secondary, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Domain: resource('AWS::ApiGateway::DomainName', { DomainName: 'api.example.com' }),
      Record: record({
        ResourceRecords: [{ 'Fn::GetAtt': ['Domain', bad ? 'DistributionDomainName' : 'RegionalDomainName'] }],
      }),
      Other: secondary(),
    }),
  ),
];
