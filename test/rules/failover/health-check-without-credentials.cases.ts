import { ruleCase } from '../support/rule-case';
import { check, ref, resource, stack } from '../support/templates';
import { host, httpApi } from './parts';

const asked = (route: Record<string, unknown>, more = {}) =>
  stack({
    ...httpApi({ RouteKey: 'GET /health', ...route }),
    Check: check({ FullyQualifiedDomainName: host }),
    ...more,
  });

export const cases = [
  ruleCase(bad => asked({ AuthorizationType: bad ? 'AWS_IAM' : 'NONE' })),
  ruleCase(
    bad =>
      asked(
        { AuthorizationType: 'CUSTOM', AuthorizerId: ref('Authorizer') },
        {
          Authorizer: resource('AWS::ApiGatewayV2::Authorizer', {
            ApiId: ref('Api'),
            IdentitySource: bad ? ['$request.header.Authorization'] : [],
          }),
        },
      ),
    'good where the authorizer is asked whatever the request holds',
  ),
  ruleCase(
    bad =>
      asked(
        { RouteKey: '$default', AuthorizationType: 'JWT' },
        bad ? {} : { Open: resource('AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey: 'GET /health' }) },
      ),
    'good where the health path has a route of its own',
  ),
  ruleCase(
    bad =>
      stack({
        Domain: resource('AWS::ApiGatewayV2::DomainName', {
          DomainName: 'east.example.com',
          ...(bad ? { MutualTlsAuthentication: { TruststoreUri: 's3://trust/store.pem' } } : {}),
        }),
        Check: check({ FullyQualifiedDomainName: ref('Domain') }),
      }),
    'a domain that asks for a client certificate',
  ),
];
