import { ruleCase } from '../support/rule-case';
import { check, resource, stack } from '../support/templates';
import { host } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
      Check: check({ FullyQualifiedDomainName: host, ResourcePath: bad ? '/ping' : '/health' }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Check: check({
          FullyQualifiedDomainName: bad ? 'abc.execute-api.us-east-1.amazonaws.com' : 'shop.example.com',
          ResourcePath: '/sping',
        }),
      }),
    'good where another server answers',
  ),
];
