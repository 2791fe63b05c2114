import { Match, Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';

function given() {
  const stack = new Stack(new App(), 'Plain');
  const handler = new ResilientFunction(stack, 'Api', {
    code: Code.fromInline('exports.handler = async () => {}'),
    handler: 'index.handler',
  });
  return { stack, handler };
}

function aliasIn(template: Template) {
  const [id] = Object.keys(template.findResources('AWS::Lambda::Alias'));
  return { Ref: id };
}

/** Every permission that was given is on the alias. */
function expectPermissionOnAlias(template: Template, principal: string) {
  template.hasResourceProperties('AWS::Lambda::Permission', { Principal: principal });
  template.allResourcesProperties('AWS::Lambda::Permission', { FunctionName: aliasIn(template) });
}

test('an HTTP API invokes the live alias', () => {
  const { stack, handler } = given();
  new HttpApi(stack, 'Http').addRoutes({ path: '/', integration: new HttpLambdaIntegration('Root', handler) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationUri: aliasIn(template) });
  expectPermissionOnAlias(template, 'apigateway.amazonaws.com');
});

test('an event rule invokes the live alias', () => {
  const { stack, handler } = given();
  new Rule(stack, 'Rule', { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(handler)] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: aliasIn(template) })] });
  expectPermissionOnAlias(template, 'events.amazonaws.com');
});

test('a queue is polled for the live alias', () => {
  const { stack, handler } = given();
  handler.addEventSource(new SqsEventSource(new Queue(stack, 'Jobs')));
  const template = Template.fromStack(stack);
  const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
  expect(JSON.stringify(mapping.Properties.FunctionName)).toContain(JSON.stringify(aliasIn(template)));
  expect(JSON.stringify(mapping.Properties.FunctionName)).toContain(':live');
});

test('a topic invokes the live alias', () => {
  const { stack, handler } = given();
  new Topic(stack, 'Topic').addSubscription(new LambdaSubscription(handler));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'lambda', Endpoint: aliasIn(template) });
  expectPermissionOnAlias(template, 'sns.amazonaws.com');
});

test('a bucket notification invokes the live alias', () => {
  const { stack, handler } = given();
  new Bucket(stack, 'Bucket').addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(handler));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('Custom::S3BucketNotifications', {
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [Match.objectLike({ LambdaFunctionArn: aliasIn(template) })],
    },
  });
  expectPermissionOnAlias(template, 's3.amazonaws.com');
});

test('a function URL is that of the live alias', () => {
  const { stack, handler } = given();
  handler.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Url', { Qualifier: 'live' });
});

test('a grant to invoke is on the live alias alone', () => {
  const { stack, handler } = given();
  handler.grantInvoke(new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: aliasIn(template) }] },
  });
});

test('a permission is on the live alias', () => {
  const { stack, handler } = given();
  handler.addPermission('Config', { principal: new ServicePrincipal('config.amazonaws.com') });
  expectPermissionOnAlias(Template.fromStack(stack), 'config.amazonaws.com');
});

test('a grant to the function is to its role', () => {
  const { stack, handler } = given();
  new Queue(stack, 'Jobs').grantSendMessages(handler);
  const template = Template.fromStack(stack);
  const [role] = Object.keys(template.findResources('AWS::IAM::Role'));
  template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: role }] });
});

test('fails to configure asynchronous invocation a second time, for the first would be lost', () => {
  expect(() => given().handler.configureAsyncInvoke({ retryAttempts: 0 })).toThrow('already been configured');
});
