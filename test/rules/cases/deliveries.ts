import { ruleCase } from '../support/rule-case';
import { alias, arn, fn, queue, ref, resource, stack } from '../support/templates';

const consumer = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: ref('Fn'),
    EventSourceArn: arn('Queue'),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });
const reader = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: ref('Fn'),
    EventSourceArn: arn('Stream'),
    BisectBatchOnFunctionError: true,
    ...properties,
  });
const subscription = resource('AWS::SNS::Subscription', {
  TopicArn: ref('Topic'),
  Protocol: 'sqs',
  Endpoint: arn('Queue'),
});
const topic = resource('AWS::SNS::Topic');
const policy = resource('AWS::SQS::QueuePolicy', {
  Queues: [ref('Queue')],
  PolicyDocument: {
    Statement: {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'sns.amazonaws.com' },
      Resource: '*',
    },
  },
});
const rule = resource('AWS::Events::Rule', {
  EventPattern: { source: ['x'] },
  Targets: [{ Id: 'fn', Arn: ref('Live') }],
});

/** What is handed from one service to another. */
export const handoverCases = [
  ruleCase('delivery-not-permitted', bad =>
    stack({ Topic: topic, Subscription: subscription, Queue: queue(), ...(bad ? {} : { Policy: policy }) }),
  ),
  ruleCase('delivery-key-not-usable', bad =>
    stack({
      Topic: topic,
      Subscription: subscription,
      Key: resource('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: [{ Effect: 'Allow', Action: 'kms:*', Principal: { Service: 'sns.amazonaws.com' }, Resource: '*' }],
        },
      }),
      Queue: queue({ KmsMasterKeyId: bad ? 'alias/aws/sqs' : arn('Key') }),
    }),
  ),
  ruleCase('invocation-not-permitted', bad =>
    stack({
      Fn: fn(),
      Live: alias('Fn'),
      Rule: rule,
      Permission: resource('AWS::Lambda::Permission', {
        FunctionName: bad ? ref('Fn') : ref('Live'),
        Principal: 'events.amazonaws.com',
        Action: 'lambda:InvokeFunction',
      }),
    }),
  ),
  ruleCase('failure-topic-unsubscribed', bad =>
    stack({
      Fn: fn(),
      Topic: topic,
      Config: resource('AWS::Lambda::EventInvokeConfig', {
        FunctionName: ref('Fn'),
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination: ref('Topic') } },
      }),
      ...(bad ? {} : { Subscription: subscription, Queue: queue() }),
    }),
  ),
  ruleCase('event-source-disabled', bad => stack({ Fn: fn(), Queue: queue(), Mapping: consumer({ Enabled: !bad }) })),
  ruleCase('pipe-failure-path', bad =>
    stack({
      Stream: resource('AWS::Kinesis::Stream'),
      Dead: queue(),
      Pipe: resource('AWS::Pipes::Pipe', {
        Source: arn('Stream'),
        SourceParameters: {
          KinesisStreamParameters: {
            StartingPosition: 'LATEST',
            ...(bad ? {} : { MaximumRetryAttempts: 3, DeadLetterConfig: { Arn: arn('Dead') } }),
          },
        },
      }),
    }),
  ),
  ruleCase('stream-batch-not-split', bad =>
    stack({
      Fn: fn(),
      Stream: resource('AWS::Kinesis::Stream'),
      Mapping: reader({ BisectBatchOnFunctionError: !bad }),
    }),
  ),
  ruleCase('stream-retention-too-short', bad =>
    stack({
      Fn: fn(),
      Stream: resource('AWS::Kinesis::Stream', { RetentionPeriodHours: 24 }),
      Mapping: reader({ MaximumRecordAgeInSeconds: bad ? 172_800 : 3600 }),
    }),
  ),
  ruleCase('queue-batch-window', bad =>
    stack({
      Fn: fn(),
      Queue: queue(),
      Mapping: consumer({ BatchSize: 100, MaximumBatchingWindowInSeconds: bad ? 0 : 5 }),
    }),
  ),
  ruleCase('queue-consumer-throttled', bad =>
    stack({
      Fn: fn({ ReservedConcurrentExecutions: 10 }),
      Queue: queue(),
      Mapping: consumer({ ScalingConfig: { MaximumConcurrency: bad ? 100 : 10 } }),
    }),
  ),
  ruleCase('queue-retention-short', bad =>
    stack({ Fn: fn(), Queue: queue({ MessageRetentionPeriod: bad ? 600 : 345_600 }), Mapping: consumer() }),
  ),
  ruleCase('queue-limits', bad => stack({ Queue: queue({ MessageRetentionPeriod: bad ? 2_592_000 : 1_209_600 }) })),
  ruleCase('dead-letter-redrive-denied', bad =>
    stack({
      Dead: queue({ RedriveAllowPolicy: { redrivePermission: bad ? 'denyAll' : 'allowAll' } }),
      Queue: queue({ RedrivePolicy: { deadLetterTargetArn: arn('Dead'), maxReceiveCount: 5 } }),
    }),
  ),
];
