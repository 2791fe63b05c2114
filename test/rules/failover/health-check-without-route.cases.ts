import { ruleCase } from '../support/rule-case';
import { check, ref, resource, stack } from '../support/templates';
import { host, httpApi } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      ...httpApi({ RouteKey: bad ? 'GET /orders' : 'GET /health' }),
      Check: check({ FullyQualifiedDomainName: host }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        ...httpApi({ RouteKey: bad ? 'POST /{proxy+}' : 'ANY /{proxy+}' }),
        Check: check({ FullyQualifiedDomainName: host, ResourcePath: '/health?deep=1' }),
      }),
    'good where a greedy route takes it',
  ),
  ruleCase(
    bad =>
      stack({
        ...httpApi({ RouteKey: 'GET /health' }),
        Domain: resource('AWS::ApiGatewayV2::DomainName', { DomainName: 'east.example.com' }),
        Mapping: resource('AWS::ApiGatewayV2::ApiMapping', {
          DomainName: ref('Domain'),
          ApiId: ref('Api'),
          ApiMappingKey: 'v1',
          Stage: '$default',
        }),
        Check: check({ FullyQualifiedDomainName: 'east.example.com', ResourcePath: bad ? '/v1/helth' : '/v1/health' }),
      }),
    'below the mapping of a custom domain',
  ),
  ruleCase(
    bad =>
      stack({
        Api: resource('AWS::ApiGateway::RestApi', { Name: 'orders' }),
        Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'prod' }),
        Health: resource('AWS::ApiGateway::Resource', {
          RestApiId: ref('Api'),
          ParentId: { 'Fn::GetAtt': 'Api.RootResourceId' },
          PathPart: bad ? 'status' : 'health',
        }),
        Get: resource('AWS::ApiGateway::Method', {
          RestApiId: ref('Api'),
          ResourceId: ref('Health'),
          HttpMethod: 'GET',
        }),
        Check: check({ FullyQualifiedDomainName: host, ResourcePath: '/prod/health' }),
      }),
    'a REST API, below its stage',
  ),
];
