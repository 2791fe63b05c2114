import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App } from 'aws-cdk-lib/core';
import { Authorization, MultiRegionFunction, Regions } from '../../lib';

const code = {
  code: Code.fromInline('exports.handler = async () => ({ isAuthorized: true });'),
  handler: 'index.handler',
};
const issuer = { issuer: 'https://login.example.com', audience: ['files'] };

function regionsOf(authorization?: Authorization): Template[] {
  const service = new MultiRegionFunction(new App(), 'Files', {
    regions: Regions.activePassive('us-east-1', 'us-west-2'),
    function: code,
    http: { authorization },
  });
  return service.regionalStacks.map(stack => Template.fromStack(stack));
}

test('tokens of an issuer are asked for in each region, by an authorizer of its own', () => {
  for (const template of regionsOf(Authorization.jwt(issuer))) {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://login.example.com', Audience: ['files'] },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'JWT' });
  }
});

test('signed requests are asked for', () => {
  for (const template of regionsOf(Authorization.iam())) {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'AWS_IAM' });
  }
});

test('a function decides in each region, by its live alias', () => {
  for (const template of regionsOf(Authorization.byFunction(code))) {
    template.resourceCountIs('AWS::Lambda::Alias', 2);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
    });
  }
});

test('the health route stays open, and without an authorization every route is', () => {
  for (const template of regionsOf(Authorization.jwt(issuer))) {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /health', AuthorizationType: 'NONE' });
  }
  for (const template of regionsOf()) {
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
    template.allResourcesProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'NONE' });
  }
});

test('fails on an issuer without https and on tokens for nobody', () => {
  expect(() => Authorization.jwt({ issuer: 'login.example.com', audience: [] })).toThrow(
    /\[TokenIssuerInvalid\] "issuer" is "login.example.com"[^]*\[TokenAudienceMissing\]/,
  );
});
