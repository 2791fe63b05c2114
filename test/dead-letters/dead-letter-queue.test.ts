import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
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

test('a policy of its own is written after the queue has left the shared one, which clears it', () => {
  const { stack, letters } = given();
  new DeadLetterQueue(stack, 'Others');
  letters.grantSendMessages(new ServicePrincipal('events.amazonaws.com'));
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::SQS::QueuePolicy'));
  const [[shared]] = policies.filter(([, { DependsOn }]) => DependsOn === undefined);
  const [[, own]] = policies.filter(([, { DependsOn }]) => DependsOn !== undefined);
  expect(own).toMatchObject({
    DependsOn: [shared],
    Properties: { Queues: [stack.resolve(letters.queueUrl) as unknown] },
  });
});

test('without a queue that needs it there is no shared policy, and nothing waits for it', () => {
  const { stack, letters } = given();
  letters.grantSendMessages(new ServicePrincipal('events.amazonaws.com'));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SQS::QueuePolicy', 1);
  template.hasResource('AWS::SQS::QueuePolicy', { DependsOn: Match.absent() });
});

const mayBeSentFrom = (letters: DeadLetterQueue, service: string, operator: string, source: string) =>
  letters.addToResourcePolicy(
    new PolicyStatement({
      sid: `From${source}`,
      principals: [new ServicePrincipal(service)],
      actions: ['sqs:SendMessage'],
      resources: [letters.queueArn],
      conditions: { [operator]: { 'aws:SourceArn': `arn:aws:sns:us-east-1:111122223333:${source}` } },
    }),
  );

test('many senders of a service are one statement of the policy', () => {
  const { stack, letters } = given();
  const sources = Array.from({ length: 40 }, (_, index) => `Topic${index}`);
  for (const source of sources) mayBeSentFrom(letters, 'sns.amazonaws.com', 'ArnEquals', source);
  mayBeSentFrom(letters, 'events.amazonaws.com', 'ArnEquals', 'Rule');
  mayBeSentFrom(letters, 'events.amazonaws.com', 'ArnLike', 'Rule*');
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny' }),
        {
          Sid: Match.absent(),
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'sns.amazonaws.com' },
          Resource: stack.resolve(letters.queueArn),
          Condition: {
            ArnEquals: { 'aws:SourceArn': sources.map(source => `arn:aws:sns:us-east-1:111122223333:${source}`) },
          },
        },
        Match.objectLike({ Sid: 'FromRule', Principal: { Service: 'events.amazonaws.com' } }),
        Match.objectLike({ Condition: { ArnLike: Match.anyValue() } }),
      ],
    },
  });
});

test('fails at synth on a policy with more statements than SQS takes', () => {
  const { stack, letters } = given();
  for (let i = 0; i < 20; i++) mayBeSentFrom(letters, `service${i}.amazonaws.com`, 'ArnEquals', 'It');
  expect(() => Template.fromStack(stack)).toThrow(
    '[QueuePolicySizeOutOfRange] the policy of "Plain/Letters" has 21 statements and SQS takes 20',
  );
});

test('fails at synth on a policy with more bytes than SQS takes', () => {
  const { stack, letters } = given();
  for (let i = 0; i < 120; i++) new Topic(stack, `Topic${i}`).addSubscription(new SqsSubscription(letters));
  expect(() => Template.fromStack(stack)).toThrow(/"Plain\/Letters" has about \d+ bytes and SQS takes 8192/);
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
  expect(failure).toMatchObject({ codes: ['DeadLetterRetentionOutOfRange'], path: 'Plain/Letters' });
  expect(failure.message).toContain(fragment);
});

test('fails on a prop that does not exist', () => {
  const failure = failureOf(() => given({ retentions: 1 } as DeadLetterQueueProps));
  expect(failure).toMatchObject({ codes: ['PropUnknown'], path: 'Plain/Letters' });
  expect(failure.message).toContain('did you mean "retention"?');
});
