import { type StackInput } from '../../../lib/assembly/template';
import { att, dotted, join, sub } from '../support/intrinsics';
import { EAST, WEST, fn, permission, queue, ref, resource, stack } from '../support/templates';
import { faultsIn, watchedDeadLetters } from './seed';

const OPERATORS = sub('arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:operators');
const deadArn = sub('arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Dead.QueueName}');
const role = (actions: string[]) =>
  resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: { Statement: { Effect: 'Allow', Action: actions, Resource: att('Dead') } },
      },
    ],
  });
const sends = (queueId: string, ...services: string[]) =>
  resource('AWS::SQS::QueuePolicy', {
    Queues: [ref(queueId)],
    PolicyDocument: {
      Statement: services.map(service => ({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Principal: { Service: `${service}.amazonaws.com` },
        Resource: att(queueId),
      })),
    },
  });

/** Events of every kind, all at their plain CloudFormation types, in one region. */
export const events = (): StackInput[] => [
  stack(
    {
      ...watchedDeadLetters('Dead', OPERATORS),
      DeadPolicy: sends('Dead', 'events', 'sns'),
      Role: role(['sqs:SendMessage']),
      Handler: fn({ Role: dotted('Role.Arn'), FunctionName: 'handler', Code: { ZipFile: 'exports.handler = null' } }),
      Version: resource('AWS::Lambda::Version', { FunctionName: ref('Handler') }),
      Live: resource('AWS::Lambda::Alias', {
        FunctionName: ref('Handler'),
        FunctionVersion: dotted('Version.Version'),
        Name: 'live',
      }),
      Async: resource('AWS::Lambda::EventInvokeConfig', {
        FunctionName: 'handler',
        Qualifier: 'live',
        MaximumEventAgeInSeconds: '3600',
        MaximumRetryAttempts: '1',
        DestinationConfig: { OnFailure: { Destination: deadArn } },
      }),
      OfEvents: permission(ref('Live'), 'events'),
      OfTopic: permission(sub('${Handler.Arn}:live'), 'sns'),
      OfBucket: permission('handler:live', 's3'),
      OfLogs: permission(ref('Live'), 'logs'),
      Rule: resource('AWS::Events::Rule', {
        EventPattern: { source: ['shop'] },
        Targets: [{ Id: 'live', Arn: sub('${Handler.Arn}:live'), DeadLetterConfig: { Arn: deadArn } }],
      }),
      Topic: resource('AWS::SNS::Topic', { TopicName: 'orders' }),
      Subscription: resource('AWS::SNS::Subscription', {
        TopicArn: ref('Topic'),
        Protocol: 'lambda',
        Endpoint: ref('Live'),
        FilterPolicy: { kind: ['order'] },
        RedrivePolicy: { deadLetterTargetArn: att('Dead') },
      }),
      Jobs: queue({
        VisibilityTimeout: '90',
        RedrivePolicy: { 'Fn::ToJsonString': { deadLetterTargetArn: deadArn, maxReceiveCount: 5 } },
      }),
      JobsPolicy: sends('Jobs', 'sns', 'events'),
      Fanout: resource('AWS::SNS::Subscription', {
        TopicArn: ref('Topic'),
        Protocol: 'sqs',
        Endpoint: att('Jobs'),
        RedrivePolicy: { deadLetterTargetArn: att('Dead') },
      }),
      Worker: resource('AWS::Lambda::EventSourceMapping', {
        FunctionName: join(':', ref('Handler'), 'live'),
        EventSourceArn: dotted('Jobs.Arn'),
        BatchSize: '10',
        MaximumBatchingWindowInSeconds: '20',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 10 },
      }),
      Stream: resource('AWS::Kinesis::Stream', { ShardCount: 2, RetentionPeriodHours: 48 }),
      Reader: resource('AWS::Lambda::EventSourceMapping', {
        FunctionName: ref('Live'),
        EventSourceArn: att('Stream'),
        StartingPosition: 'TRIM_HORIZON',
        MaximumRecordAgeInSeconds: 3600,
        MaximumRetryAttempts: 10,
        BisectBatchOnFunctionError: true,
        DestinationConfig: { OnFailure: { Destination: att('Dead') } },
      }),
      Kafka: resource('AWS::Lambda::EventSourceMapping', {
        FunctionName: ref('Live'),
        EventSourceArn: sub('arn:aws:kafka:${AWS::Region}:${AWS::AccountId}:cluster/c/1'),
        StartingPosition: 'LATEST',
        Topics: ['orders'],
        DestinationConfig: { OnFailure: { Destination: att('Dead') } },
      }),
      Pipe: resource('AWS::Pipes::Pipe', {
        RoleArn: 'arn:aws:iam::111111111111:role/pipe',
        Source: att('Stream'),
        SourceParameters: {
          KinesisStreamParameters: {
            StartingPosition: 'LATEST',
            MaximumRetryAttempts: 5,
            DeadLetterConfig: { Arn: att('Dead') },
          },
        },
        Target: 'arn:aws:states:us-east-1:111111111111:stateMachine:orders',
      }),
      Nightly: resource('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'cron(0 2 * * ? *)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: ref('Live'),
          RoleArn: 'arn:aws:iam::111111111111:role/scheduler',
          DeadLetterConfig: { Arn: att('Dead') },
        },
      }),
      Uploads: resource(
        'AWS::S3::Bucket',
        {
          BucketName: sub('uploads-${AWS::AccountId}-${AWS::Region}'),
          NotificationConfiguration: { LambdaConfigurations: [{ Event: 's3:ObjectCreated:*', Function: ref('Live') }] },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: 'true',
            BlockPublicPolicy: 'true',
            IgnorePublicAcls: 'true',
            RestrictPublicBuckets: 'true',
          },
        },
        { DeletionPolicy: 'Delete' },
      ),
      Tls: resource('AWS::S3::BucketPolicy', {
        Bucket: sub('uploads-${AWS::AccountId}-${AWS::Region}'),
        PolicyDocument: {
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: sub('arn:aws:s3:::uploads-${AWS::AccountId}-${AWS::Region}/*'),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        },
      }),
    },
    EAST,
  ),
];

const unsubscribed = {
  'a failure destination to a topic that nobody reads': [
    'failure-topic-unsubscribed',
    app => {
      app.add('Failures', 'AWS::SNS::Topic', {});
      app.set('Async.DestinationConfig.OnFailure.Destination', ref('Failures'));
    },
  ],
} as Parameters<typeof faultsIn>[1];

export const eventFaults = faultsIn(events, {
  ...unsubscribed,
  'a schedule of EventBridge Scheduler without dead letters': [
    'event-target-dead-letter',
    app => app.set('Nightly.Target.DeadLetterConfig', undefined),
  ],
  'a schedule of five fields': ['schedule-expression', app => app.set('Nightly.ScheduleExpression', 'cron(0 2 * * *)')],
  'a rate in seconds': ['schedule-expression', app => app.set('Nightly.ScheduleExpression', 'rate(30 seconds)')],
  'a pipe from a stream that drops what fails': [
    'pipe-failure-path',
    app => app.set('Pipe.SourceParameters.KinesisStreamParameters.DeadLetterConfig', undefined),
  ],
  'a pipe that retries until the record is gone': [
    'pipe-failure-path',
    app => app.set('Pipe.SourceParameters.KinesisStreamParameters.MaximumRetryAttempts', '-1'),
  ],
  'a pipe from a queue without dead letters': [
    'queue-without-dead-letters',
    app => {
      app.add('Inbox', 'AWS::SQS::Queue', {});
      app.set('Pipe.Source', att('Inbox'));
      app.set('Pipe.SourceParameters', {});
    },
  ],
  'a pipe into another region': [
    'remote-target',
    app => app.set('Pipe.Target', `arn:aws:states:${WEST}:111111111111:stateMachine:orders`),
  ],
  'a schedule that invokes another region': [
    'remote-target',
    app => app.set('Nightly.Target.Arn', `arn:aws:lambda:${WEST}:111111111111:function:handler:live`),
  ],
  'a Kafka consumer without failure destination': [
    'stream-failure-path',
    app => app.set('Kafka.DestinationConfig', undefined),
  ],
  'a Kinesis consumer that never gives up': [
    'stream-failure-path',
    app => {
      app.set('Reader.MaximumRetryAttempts', '-1');
      app.set('Reader.MaximumRecordAgeInSeconds', -1);
    },
  ],
  'a Kinesis consumer that does not split its batch': [
    'stream-batch-not-split',
    app => app.set('Reader.BisectBatchOnFunctionError', 'false'),
  ],
  'a record that the stream forgets before the consumer does': [
    'stream-retention-too-short',
    app => {
      app.set('Stream.RetentionPeriodHours', '24');
      app.set('Reader.MaximumRecordAgeInSeconds', 604800);
    },
  ],
  'a consumer switched off': ['event-source-disabled', app => app.set('Worker.Enabled', 'false')],
  'a disabled rule': ['event-source-disabled', app => app.set('Rule.State', 'DISABLED')],
  'a disabled schedule': ['event-source-disabled', app => app.set('Nightly.State', 'DISABLED')],
  'the window of batching forgotten': ['queue-visibility-too-short', app => app.set('Jobs.VisibilityTimeout', '60')],
  'a batch of a hundred without window': [
    'queue-batch-window',
    app => {
      app.set('Worker.BatchSize', '100');
      app.set('Worker.MaximumBatchingWindowInSeconds', undefined);
    },
  ],
  'more consumers than the function may run': [
    'queue-consumer-throttled',
    app => {
      app.set('Handler.ReservedConcurrentExecutions', 5);
      app.set('Worker.ScalingConfig.MaximumConcurrency', '50');
    },
  ],
  'messages kept for ten minutes': ['queue-retention-short', app => app.set('Jobs.MessageRetentionPeriod', '600')],
  'a retention of a month': ['queue-limits', app => app.set('Dead.MessageRetentionPeriod', 2_592_000)],
  'two tries in a policy that is JSON text': [
    'queue-max-receive-count',
    app => app.set('Jobs.RedrivePolicy', sub('{"deadLetterTargetArn":"${Dead.Arn}","maxReceiveCount":"2"}')),
  ],
  'dead letters of another region, by ARN in a text': [
    'dead-letter-elsewhere',
    app => app.set('Nightly.Target.DeadLetterConfig.Arn', sub(`arn:aws:sqs:${WEST}:\${AWS::AccountId}:dead`)),
  ],
  'a queue that denies to be anybody’s dead letters': [
    'dead-letter-redrive-denied',
    app => app.set('Dead.RedriveAllowPolicy', { redrivePermission: 'denyAll' }),
  ],
  'a queue that takes the dead letters of others only': [
    'dead-letter-redrive-denied',
    app =>
      app.set('Dead.RedriveAllowPolicy', {
        redrivePermission: 'byQueue',
        sourceQueueArns: ['arn:aws:sqs:us-east-1:111111111111:other'],
      }),
  ],
  'a role that may not write the failures': [
    'dead-letter-not-permitted',
    app => app.set('Role.Policies.0.PolicyDocument.Statement.Action', ['sqs:ReceiveMessage']),
  ],
  'a rule of a service that may not write dead letters': [
    'dead-letter-not-permitted',
    app =>
      app.set('DeadPolicy.PolicyDocument.Statement', {
        Effect: 'Allow',
        Action: 'sqs:*',
        Principal: { Service: 'sns.amazonaws.com' },
        Resource: '*',
      }),
  ],
  'a topic that may not write to its queue': ['delivery-not-permitted', app => app.drop('JobsPolicy')],
  'a rule to a queue that does not let it': [
    'delivery-not-permitted',
    app => {
      app.set('Rule.Targets.1', { Id: 'jobs', Arn: att('Jobs'), DeadLetterConfig: { Arn: deadArn } });
      app.set('JobsPolicy.PolicyDocument.Statement', [
        app.of().JobsPolicy.Properties!.PolicyDocument!['Statement' as never][0],
      ]);
    },
  ],
  "a queue under SQS's own key, which a topic cannot use": [
    'delivery-key-not-usable',
    app => app.set('Jobs.KmsMasterKeyId', 'alias/aws/sqs'),
  ],
  'dead letters under a key that only the account may use': [
    'delivery-key-not-usable',
    app => {
      app.of().Key = resource(
        'AWS::KMS::Key',
        {
          KeyPolicy: {
            Statement: [
              {
                Effect: 'Allow',
                Action: 'kms:*',
                Resource: '*',
                Principal: { AWS: sub('arn:aws:iam::${AWS::AccountId}:root') },
              },
            ],
          },
        },
        { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
      );
      app.set('Dead.KmsMasterKeyId', att('Key'));
    },
  ],
  'an event that no permission lets through': ['invocation-not-permitted', app => app.drop('OfEvents')],
  'a bucket that may call the function but not its alias': [
    'invocation-not-permitted',
    app => app.set('OfBucket.FunctionName', 'handler'),
  ],
  'a failure path for the plain function, a schedule on its alias': [
    'async-failure-path-on-other-qualifier',
    app => app.set('Async.Qualifier', '$LATEST'),
  ],
  'logs that call a function without failure path': [
    'async-failure-path',
    app => {
      app.drop('Async');
      for (const id of ['Rule', 'Subscription', 'Uploads', 'Tls', 'Nightly']) app.drop(id);
      app.add('Filter', 'AWS::Logs::SubscriptionFilter', {
        LogGroupName: '/aws/x',
        FilterPattern: '',
        DestinationArn: ref('Live'),
      });
    },
  ],
  'a subscription inside its topic, without dead letters': [
    'subscription-dead-letter',
    app => app.set('Topic.Subscription', [{ Protocol: 'lambda', Endpoint: ref('Live') }]),
  ],
  'a FIFO topic’s queue with a standard dead-letter queue': [
    'queue-fifo-mixed',
    app => app.set('Jobs.FifoQueue', 'true'),
  ],
  'three retries': ['async-retry-limits', app => app.set('Async.MaximumRetryAttempts', '3')],
  'thirty seconds of age': ['async-retry-limits', app => app.set('Async.MaximumEventAgeInSeconds', '30')],
  'a function that fails into itself, by another name': [
    'async-failure-loop',
    app => app.set('Async.DestinationConfig.OnFailure.Destination', join(':', att('Handler'), 'live')),
  ],
  'the depth of dead letters watched from a hundred on': [
    'dead-letters-unwatched',
    app => app.set('DeadDepth.Threshold', '100'),
  ],
  'an alarm that rings when there are no dead letters': [
    'dead-letters-unwatched',
    app => app.set('DeadDepth.ComparisonOperator', 'LessThanThreshold'),
  ],
  'a runtime from before': ['function-runtime-deprecated', app => app.set('Handler.Runtime', 'python3.8')],
  'a function off by text': ['function-disabled', app => app.set('Handler.ReservedConcurrentExecutions', '0')],
  'a function of one subnet': [
    'function-in-one-zone',
    app => app.set('Handler.VpcConfig', { SubnetIds: [ref('Subnet')], SecurityGroupIds: ['sg-1'] }),
  ],
});
