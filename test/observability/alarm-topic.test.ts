import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmTopic } from '../../lib/observability';

const nobody = Match.stringLikeRegexp('nobody is subscribed to the alarms of stack "Plain"');

function given() {
  const stack = new Stack(new App(), 'Plain');
  return { stack, topic: AlarmTopic.of(stack) };
}

test('there is one for a stack, wherever in it one asks', () => {
  const { stack, topic } = given();
  expect(AlarmTopic.of(new Construct(stack, 'Deep'))).toBe(topic);
});

test('each stack has its own', () => {
  const { topic } = given();
  expect(AlarmTopic.of(new Stack(new App(), 'Other'))).not.toBe(topic);
});

test('it takes messages over TLS only, from the alarms of this account only', () => {
  const { stack, topic } = given();
  const arn = stack.resolve(topic.topicArn);
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } }, Resource: arn }),
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          Resource: arn,
        }),
      ],
    },
  });
});

test('an operator gets its messages by mail', () => {
  const { stack, topic } = given();
  topic.addOperator('on-call@example.com');
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'on-call@example.com',
    TopicArn: stack.resolve(topic.topicArn),
  });
});

test('warns while nobody is subscribed', () => {
  Annotations.fromStack(given().stack).hasWarning('/Plain/AlarmTopic', nobody);
});

test('is content with an operator', () => {
  const { stack, topic } = given();
  topic.addOperator('on-call@example.com');
  Annotations.fromStack(stack).hasNoWarning('/Plain/AlarmTopic', nobody);
});

test('is content with a subscription that was made elsewhere', () => {
  const { stack, topic } = given();
  const endpoint = 'https://example.com/page';
  new Subscription(stack, 'Pager', { topic, protocol: SubscriptionProtocol.HTTPS, endpoint });
  Annotations.fromStack(stack).hasNoWarning('/Plain/AlarmTopic', nobody);
});
