import { ruleCase } from '../support/rule-case';
import { ref, resource, stack } from '../support/templates';

const route = (RouteKey: string) => resource('AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey });
const part = (PathPart: string) =>
  resource('AWS::ApiGateway::Resource', {
    RestApiId: ref('Api'),
    ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
    PathPart,
  });

export const cases = [
  ruleCase(bad =>
    stack({
      Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
      ById: route('GET /orders/{id}'),
      ByKey: route(bad ? 'GET /orders/{key}' : 'GET /orders/by-key/{key}'),
    }),
  ),
  ruleCase(
    bad => stack({ Api: resource('AWS::ApiGateway::RestApi'), ById: part('{id}'), ByKey: part(bad ? '{key}' : 'all') }),
    'two variables below one path of a REST API',
  ),
  ruleCase(
    bad =>
      stack({
        Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
        Get: route('GET /orders/{id}'),
        More: route(bad ? 'GET /orders/{order}' : 'GET /orders/{proxy+}'),
        Put: route('PUT /orders/{id}'),
      }),
    'good where one of them takes what has more parts',
  ),
];
