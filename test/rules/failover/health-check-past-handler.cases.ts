import { ruleCase } from '../support/rule-case';
import { alias, arn, check, fn, ref, resource, stack, type Resources } from '../support/templates';
import { host } from './parts';

const route = (RouteKey: string, target: unknown): Resources => {
  const id = RouteKey.replace(/\W/g, '');
  return {
    [id]: resource('AWS::ApiGatewayV2::Route', {
      ApiId: ref('Api'),
      RouteKey,
      Target: { 'Fn::Join': ['/', ['integrations', ref(`${id}Integration`)]] },
    }),
    [`${id}Integration`]: resource('AWS::ApiGatewayV2::Integration', {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: target,
    }),
  };
};

/** An API whose health route and whose users are answered by these functions. */
const api = (health: unknown, users: unknown, more: Resources = {}) =>
  stack({
    Api: resource('AWS::ApiGatewayV2::Api', { Name: 'orders', ProtocolType: 'HTTP' }),
    Stage: resource('AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default' }),
    ...route('GET /health', health),
    ...route('$default', users),
    Role: resource('AWS::IAM::Role', {}),
    Health: fn({ Role: arn('Role') }),
    Orders: fn(),
    Check: check({ FullyQualifiedDomainName: host }),
    ...more,
  });

const right = (target: unknown, action = 'lambda:InvokeFunction') =>
  resource('AWS::IAM::Policy', {
    Roles: [ref('Role')],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: target }] },
  });

export const cases = [
  ruleCase(bad => api(arn(bad ? 'Health' : 'Orders'), arn('Orders')), 'good where the function answers itself'),
  ruleCase(
    bad => api(arn('Health'), ref('Live'), { Live: alias('Orders'), Right: right(bad ? arn('Health') : ref('Live')) }),
    'good where the one may call the other',
  ),
  ruleCase(
    bad => api(arn('Health'), arn('Orders'), { Right: right('*', bad ? 'dynamodb:Scan' : 'lambda:*') }),
    'good where it may call any function',
  ),
  ruleCase(
    bad =>
      api(arn('Health'), arn('Orders'), {
        Health: fn({
          Role: arn('Role'),
          Environment: { Variables: { URL: bad ? 'https://example.com' : { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
        }),
      }),
    'good where it knows the address of the API',
  ),
];
