import { Match, Template } from 'aws-cdk-lib/assertions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { DeadLetterQueue, type DeadLetterQueueProps } from '../../lib/dead-letters';
import { Alarms } from '../../lib/observability';
import { failureOf } from '../support/failure';

function given(props?: DeadLetterQueueProps) {
  const stack = new Stack(new App(), 'Plain');
  return { stack, letters: new DeadLetterQueue(stack, 'Letters', props) };
}

test('letters are kept for 14 days and encrypted', () => {
  Template.fromStack(given().stack).hasResourceProperties('AWS::SQS::Queue', {
    MessageRetentionPeriod: 14 * 86_400,
    SqsManagedSseEnabled: true,
    FifoQueue: Match.absent(),
  });
});

const tlsOnly = {
  Effect: 'Deny',
  Action: 'sqs:*',
  Principal: { AWS: '*' },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

test('letters travel over TLS only, by one policy for all queues of the stack', () => {
  const { stack, letters } = given();
  const others = new DeadLetterQueue(stack, 'Others');
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SQS::QueuePolicy', 1);
  template.hasResource('AWS::SQS::QueuePolicy', {
    Properties: {
      PolicyDocument: { Statement: [{ ...tlsOnly, Resource: '*' }] },
      Queues: [stack.resolve(letters.queueUrl), stack.resolve(others.queueUrl)],
    },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('a queue that others may write to has a policy of its own, which asks for TLS as well', () => {
  const { stack, letters } = given();
  const others = new DeadLetterQueue(stack, 'Others');
  letters.grantSendMessages(new ServicePrincipal('events.amazonaws.com'));
  letters.grantSendMessages(new ServicePrincipal('sns.amazonaws.com'));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SQS::QueuePolicy', 2);
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: [{ ...tlsOnly, Resource: '*' }] },
    Queues: [stack.resolve(others.queueUrl)],
  });
  template.hasResource('AWS::SQS::QueuePolicy', {
    Properties: {
      PolicyDocument: {
        Statement: [
          { ...tlsOnly, Resource: stack.resolve(letters.queueArn) },
          Match.objectLike({ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } }),
          Match.objectLike({ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' } }),
        ],
      },
      Queues: [stack.resolve(letters.queueUrl)],
    },
    DeletionPolicy: 'Retain',
  });
});

test('without a queue that needs it there is no shared policy', () => {
  const { stack, letters } = given();
  letters.grantSendMessages(new ServicePrincipal('events.amazonaws.com'));
  Template.fromStack(stack).resourceCountIs('AWS::SQS::QueuePolicy', 1);
});

test('the first letter raises an alarm', () => {
  const { stack, letters } = given();
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: stack.resolve(letters.queueName) }],
    Threshold: 1,
    Statistic: 'Maximum',
    TreatMissingData: 'notBreaching',
    AlarmActions: [Match.anyValue()],
  });
});

test.each([
  [Duration.days(14), 86_400],
  [Duration.hours(2), 3600],
])('a letter of a queue that keeps %s raises an alarm when it is left lying', (retention, threshold) => {
  Template.fromStack(given({ retention }).stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateAgeOfOldestMessage',
    Threshold: threshold,
    TreatMissingData: 'notBreaching',
  });
});

test('it takes the place of any queue', () => {
  const { stack, letters } = given();
  new Queue(stack, 'Orders', { deadLetterQueue: { queue: letters, maxReceiveCount: 5 } });
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', {
    RedrivePolicy: { deadLetterTargetArn: stack.resolve(letters.queueArn), maxReceiveCount: 5 },
  });
});

test('a FIFO queue can have FIFO dead letters', () => {
  const { stack, letters } = given({ fifo: true });
  expect(letters.fifo).toBe(true);
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', { FifoQueue: true });
});

test('it exposes its alarms and metrics', () => {
  const { letters } = given();
  expect(letters.alarms.map(alarm => alarm.node.path)).toEqual(['Plain/Letters/DepthAlarm', 'Plain/Letters/AgeAlarm']);
  expect(letters.metricDepth({ period: Duration.minutes(5) })).toMatchObject({
    metricName: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    period: Duration.minutes(5),
  });
  expect(letters.metricAge().metricName).toBe('ApproximateAgeOfOldestMessage');
});

test('without alarms there is none', () => {
  const { letters } = given({ alarms: Alarms.none() });
  expect(letters.alarms).toEqual([]);
});

test.each([
  ['15 days', Duration.days(15), '15 days'],
  ['30 seconds', Duration.seconds(30), '1 minute to 14 days'],
])('fails on a retention of %s', (_, retention, fragment) => {
  const failure = failureOf(() => given({ retention }));
  expect(failure).toMatchObject({ codes: ['DeadLetterRetention'], path: 'Plain/Letters' });
  expect(failure.message).toContain(fragment);
});

test('fails on a prop that does not exist', () => {
  const failure = failureOf(() => given({ retentions: 1 } as DeadLetterQueueProps));
  expect(failure).toMatchObject({ codes: ['UnknownProp'], path: 'Plain/Letters' });
  expect(failure.message).toContain('did you mean "retention"?');
});
