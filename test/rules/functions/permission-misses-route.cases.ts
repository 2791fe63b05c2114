import { sub } from '../support/intrinsics';
import { ruleCase } from '../support/rule-case';
import { arn, fn, permission, ref, resource, stack } from '../support/templates';

const allowed = (SourceArn: unknown) => {
  const given = permission(ref('Fn'), 'apigateway');
  return { ...given, Properties: { ...given.Properties, SourceArn } };
};
const httpApi = (RouteKey: string, source: string) =>
  stack({
    Fn: fn(),
    Api: resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }),
    Stage: resource('AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default' }),
    Integration: resource('AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationUri: arn('Fn') }),
    Route: resource('AWS::ApiGatewayV2::Route', {
      ApiId: ref('Api'),
      RouteKey,
      Target: sub('integrations/${Integration}'),
    }),
    Permission: allowed(sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${source}`)),
  });
const restApi = (source: string) =>
  stack({
    Fn: fn(),
    Api: resource('AWS::ApiGateway::RestApi'),
    Stage: resource('AWS::ApiGateway::Stage', { RestApiId: ref('Api'), StageName: 'prod' }),
    Orders: resource('AWS::ApiGateway::Resource', {
      RestApiId: ref('Api'),
      ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      PathPart: 'orders',
    }),
    One: resource('AWS::ApiGateway::Resource', { RestApiId: ref('Api'), ParentId: ref('Orders'), PathPart: '{id}' }),
    Get: resource('AWS::ApiGateway::Method', {
      RestApiId: ref('Api'),
      ResourceId: ref('One'),
      HttpMethod: 'GET',
      Integration: {
        Uri: sub('arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations'),
      },
    }),
    Permission: allowed(sub(`arn:aws:execute-api:us-east-1:111111111111:\${Api}/${source}`)),
  });

export const cases = [
  ruleCase(bad => httpApi('$default', bad ? '*/*/*' : '*/$default'), 'the default route has no method and no path'),
  ruleCase(bad => httpApi('GET /orders/{id}', `*/GET/${bad ? 'order' : 'orders'}/*`), 'another path'),
  ruleCase(bad => httpApi('ANY /orders', bad ? '$default/POST/order' : '$default/POST/orders'), 'every method'),
  ruleCase(bad => restApi(bad ? 'dev/GET/orders/*' : 'prod/GET/orders/*'), 'another stage of a REST API'),
  ruleCase(bad => restApi(bad ? '*/POST/orders/*' : '*/*/orders/{id}'), 'another method'),
];
