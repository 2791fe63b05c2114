import { routeFunctions, servingFunctions } from '../../assembly/route-functions.js';
import { type Template } from '../../assembly/model.js';

const ref = (id: string) => ({ Ref: id });
const fn = { Type: 'AWS::Lambda::Function' };
const resource = (Type: string, Properties: Record<string, unknown>) => ({ Type, Properties });
const route = (RouteKey: string, integration: string) =>
  resource('AWS::ApiGatewayV2::Route', { RouteKey, Target: { 'Fn::Join': ['', ['integrations/', ref(integration)]] } });

const http: Template = {
  Resources: {
    Health: fn,
    Api: fn,
    Live: resource('AWS::Lambda::Alias', { FunctionName: ref('Api'), Name: 'live' }),
    HealthCall: resource('AWS::ApiGatewayV2::Integration', { IntegrationUri: { 'Fn::GetAtt': ['Health', 'Arn'] } }),
    ApiCall: resource('AWS::ApiGatewayV2::Integration', { IntegrationUri: ref('Live') }),
    HealthRoute: route('GET /health', 'HealthCall'),
    FilesRoute: route('POST /files', 'ApiCall'),
    DefaultRoute: route('$default', 'ApiCall'),
    Elsewhere: route('GET /static', 'Unknown'),
  },
};

const rest: Template = {
  Resources: {
    Api: fn,
    Health: fn,
    Orders: resource('AWS::ApiGateway::Resource', {
      ParentId: { 'Fn::GetAtt': ['Rest', 'RootResourceId'] },
      PathPart: 'orders',
    }),
    Order: resource('AWS::ApiGateway::Resource', { ParentId: ref('Orders'), PathPart: '{id}' }),
    Sound: resource('AWS::ApiGateway::Resource', {
      ParentId: { 'Fn::GetAtt': ['Rest', 'RootResourceId'] },
      PathPart: 'health',
    }),
    GetOrder: resource('AWS::ApiGateway::Method', {
      ResourceId: ref('Order'),
      Integration: {
        Uri: { 'Fn::Sub': 'arn:aws:apigateway:r:lambda:path/2015-03-31/functions/${Api.Arn}/invocations' },
      },
    }),
    GetHealth: resource('AWS::ApiGateway::Method', {
      ResourceId: ref('Sound'),
      Integration: { Uri: { 'Fn::Join': ['', ['arn', { 'Fn::GetAtt': ['Health', 'Arn'] }, '/invocations']] } },
    }),
  },
};

test('finds what each route of an HTTP API calls, an alias as such', () => {
  expect(routeFunctions(http)).toEqual([
    { path: '/health', called: 'Health' },
    { path: '/files', called: 'Live' },
    { path: '$default', called: 'Live' },
  ]);
});

test('finds what each method of a REST API calls, by its whole path', () => {
  expect(routeFunctions(rest)).toEqual([
    { path: '/orders/{id}', called: 'Api' },
    { path: '/health', called: 'Health' },
  ]);
});

test('leaves out what answers health checkers only', () => {
  expect(servingFunctions(http, ['/health'])).toEqual(['Live']);
  expect(servingFunctions(rest, ['/health'])).toEqual(['Api']);
  expect(servingFunctions(http, ['/files'])).toEqual(['Health', 'Live']);
});
