import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type CfnBucket, EventType } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Size, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { DeadLetters } from '../../lib/dead-letters';
import { ObjectIngest, type ObjectIngestProps } from '../../lib/messaging';
import { failureOf } from '../support/failure';

const code = Code.fromInline('exports.handler = async () => {}');

/** A bucket that sends its events by its own property, as a replicated bucket does. */
function createBucket(stack: Stack): Bucket {
  const bucket = new Bucket(stack, 'Uploads');
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  return bucket;
}

function given(change: (stack: Stack) => Partial<ObjectIngestProps> = () => ({})) {
  const stack = new Stack(new App(), 'Plain');
  const bucket = createBucket(stack);
  const table = new TableV2(stack, 'Files', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const ingest = new ObjectIngest(stack, 'Ingest', { bucket, table, ...change(stack) });
  return { stack, bucket, table, ingest };
}

function createFunction(stack: Stack): ResilientFunction {
  return new ResilientFunction(stack, 'Mine', { code, handler: 'index.handler' });
}

/** The one event pattern and its target. */
function ruleOf(stack: Stack) {
  const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  return { pattern: rule.Properties.EventPattern, targets: rule.Properties.Targets };
}

test('new objects of the bucket lead to a queue, with retries and dead letters of their own', () => {
  const { stack, bucket, ingest } = given();
  expect(ruleOf(stack)).toEqual({
    pattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [stack.resolve(bucket.bucketName)] } },
    },
    targets: [
      expect.objectContaining({
        Arn: stack.resolve(ingest.queue.queueArn),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: stack.resolve(ingest.deadLetterQueue!.queueArn) },
      }),
    ],
  });
});

test('the live alias works the queue off, five at a time, and says which events failed', () => {
  const { stack, ingest } = given();
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: stack.resolve(ingest.queue.queueArn),
    FunctionName: stack.resolve(ingest.function.functionName),
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 5 },
  });
});

test('an event waits for a day before it is a dead letter: 100 attempts that come a quarter of an hour apart', () => {
  const { stack, ingest } = given();
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', {
    VisibilityTimeout: 120,
    MessageRetentionPeriod: 14 * 86_400,
    SqsManagedSseEnabled: true,
    RedrivePolicy: { deadLetterTargetArn: stack.resolve(ingest.deadLetterQueue!.queueArn), maxReceiveCount: 100 },
  });
});

test('somebody is told when an event waits for a quarter of an hour', () => {
  const { stack, ingest } = given();
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateAgeOfOldestMessage',
    Dimensions: [{ Name: 'QueueName', Value: stack.resolve(ingest.queue.queueName) }],
    Threshold: 900,
  });
});

test('the rule, and nobody else, may send to the queue and to the dead letters', () => {
  const { stack, ingest } = given();
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::SQS::QueuePolicy'));
  const rule = stack.resolve(ingest.rule.ruleArn);
  for (const queue of [ingest.queue, ingest.deadLetterQueue!]) {
    const { Properties } = policies.find(
      ({ Properties: { Queues } }) => JSON.stringify(Queues) === JSON.stringify([stack.resolve(queue.queueUrl)]),
    )!;
    const allowed = Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': rule } },
      }),
    ]);
  }
});

test('an upload that fails in the function ends in the same dead letters', () => {
  const { stack, ingest } = given();
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SQS::Queue', 2);
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    DestinationConfig: { OnFailure: { Destination: stack.resolve(ingest.deadLetterQueue!.queueArn) } },
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: {
        QUEUE_URL: stack.resolve(ingest.queue.queueUrl),
        DEAD_LETTERS: stack.resolve(ingest.deadLetterQueue!.queueUrl),
      },
    },
  });
});

test('the recorder knows the table, its key and the largest object', () => {
  const { stack, table } = given(() => ({ tablePartitionKey: 'id', maxObjectSize: Size.mebibytes(1) }));
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({
        TABLE_NAME: stack.resolve(table.tableName),
        PARTITION_KEY: 'id',
        MAX_OBJECT_SIZE: String(1024 * 1024),
      }),
    },
  });
});

test('the recorder may work the queue off, update items, read the objects with the prefix, and see which exist', () => {
  const { stack, bucket, table, ingest } = given(() => ({ prefix: 'in/' }));
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  expect(Object.values(policies).flatMap(policy => policy.Properties.PolicyDocument.Statement)).toEqual([
    { Effect: 'Allow', Action: 'dynamodb:UpdateItem', Resource: stack.resolve(table.tableArn) },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: stack.resolve(bucket.arnForObjects('in/*')) },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: stack.resolve(bucket.bucketArn) },
    {
      Effect: 'Allow',
      Action: expect.arrayContaining(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility']),
      Resource: stack.resolve(ingest.queue.queueArn),
    },
  ]);
});

test.each<[string, Partial<ObjectIngestProps>, unknown]>([
  ['a prefix', { prefix: 'in/' }, [{ prefix: 'in/' }]],
  ['a suffix', { suffix: '.csv' }, [{ suffix: '.csv' }]],
  ['both at once', { prefix: 'a*/', suffix: '.csv' }, [{ wildcard: 'a\\*/*.csv' }]],
])('objects can be chosen by %s', (_, props, expected) => {
  const { stack } = given(() => props);
  expect(ruleOf(stack).pattern.detail.object.key).toEqual(expected);
});

test('a function is told of uploads that could not be recorded', () => {
  const { stack } = given(stack => ({ onFailure: createFunction(stack) }));
  const template = Template.fromStack(stack);
  const [alias] = Object.keys(template.findResources('AWS::Lambda::Alias')).filter(id => id.startsWith('Mine'));
  template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'lambda', Endpoint: { Ref: alias } });
  const [topic] = Object.keys(template.findResources('AWS::SNS::Topic')).filter(id => id.includes('FailureTopic'));
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { FAILURE_TOPIC: { Ref: topic } } },
  });
});

test('a function of one’s own takes the place of the recorder, and tries as long', () => {
  const { stack, ingest } = given(stack => ({ table: undefined, function: createFunction(stack) }));
  expect(ingest.function.node.path).toBe('Plain/Mine');
  expect(ingest.node.tryFindChild('Recorder')).toBeUndefined();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: stack.resolve(ingest.queue.queueArn),
    FunctionName: stack.resolve(ingest.function.functionName),
  });
  // A day in steps of five minutes.
  template.hasResourceProperties('AWS::SQS::Queue', {
    VisibilityTimeout: 300,
    RedrivePolicy: { maxReceiveCount: 288 },
  });
});

test('a function that may write into the bucket that it takes in is a warning (ingestLoop), unless keys keep its own out', () => {
  const loops = Match.stringLikeRegexp('"Plain/Mine" takes in every object of "Plain/Uploads" and may write there');
  for (const [keys, isWarned] of [
    [{}, true],
    [{ prefix: 'in/' }, false],
  ] as const) {
    const { stack, bucket, ingest } = given(stack => ({ table: undefined, function: createFunction(stack), ...keys }));
    const before = Annotations.fromStack(stack);
    before.hasNoWarning('/Plain/Ingest', loops);
    bucket.grantPut(ingest.function);
    const annotations = Annotations.fromStack(stack);
    if (isWarned) annotations.hasWarning('/Plain/Ingest', loops);
    else annotations.hasNoWarning('/Plain/Ingest', loops);
  }
});

test('the ingest takes as much of the account as it may', () => {
  const { stack } = given(() => ({ maxConcurrency: 20 }));
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    ScalingConfig: { MaximumConcurrency: 20 },
  });
});

test('a patience that an outage outlasts is a warning (retryForShort)', () => {
  const short = Match.stringLikeRegexp('tries an upload for 14 hours, and outages of AWS have lasted 15 hours');
  const warnings = (hours: number) =>
    Annotations.fromStack(given(() => ({ retryFor: Duration.hours(hours) })).stack).findWarning('/Plain/Ingest', short);
  expect(warnings(14)).toHaveLength(1);
  expect(warnings(15)).toHaveLength(0);
});

test('an event that reaches neither the function nor the dead letters raises an alarm', () => {
  const { stack, ingest } = given();
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'InvocationsFailedToBeSentToDlq',
    Dimensions: [{ Name: 'RuleName', Value: stack.resolve(ingest.rule.ruleName) }],
    TreatMissingData: 'notBreaching',
  });
});

test('dead letters under a key of yours let EventBridge use it', () => {
  const { stack } = given(stack => ({
    deadLetters: DeadLetters.toQueue(
      new Queue(stack, 'Letters', { retentionPeriod: Duration.days(14), encryptionMasterKey: new Key(stack, 'Key') }),
    ),
  }));
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Principal: { Service: 'events.amazonaws.com' },
          Resource: '*',
        },
      ]),
    },
  });
});

test('an imported queue of dead letters is a warning (deadLettersNotAllowed): EventBridge may neither send there nor use its key', () => {
  const { stack } = given(stack => ({
    deadLetters: DeadLetters.toQueue(
      Queue.fromQueueAttributes(stack, 'Theirs', {
        queueArn: 'arn:aws:sqs:us-east-1:111122223333:letters',
        keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
      }),
    ),
  }));
  Annotations.fromStack(stack).hasWarning(
    '/Plain/Ingest',
    Match.stringLikeRegexp('events.amazonaws.com was not allowed.*sqs:SendMessage.*and kms:GenerateDataKey'),
  );
});

test('fails with dead letters under the AWS managed key, which EventBridge may not use', () => {
  const managed = (stack: Stack) =>
    new Queue(stack, 'Managed', { retentionPeriod: Duration.days(14), encryption: QueueEncryption.KMS_MANAGED });
  const failure = failureOf(() => given(stack => ({ deadLetters: DeadLetters.toQueue(managed(stack)) })));
  expect(failure).toMatchObject({ codes: ['DeadLettersKeyUnsupported'], path: 'Plain/Ingest' });
});

test('dead letters that are turned off are a warning', () => {
  const { stack, ingest } = given(() => ({ deadLetters: DeadLetters.none() }));
  expect(ingest.deadLetterQueue).toBeUndefined();
  Annotations.fromStack(stack).hasWarning('/Plain/Ingest', Match.stringLikeRegexp('is lost'));
});

test('accepts a bucket whose events CDK turns on by a custom resource', () => {
  const { stack } = given(stack => ({ bucket: new Bucket(stack, 'Other', { eventBridgeEnabled: true }) }));
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('fails on a bucket whose events a notification turns off: CDK puts that in place of what the bucket has', () => {
  const { stack, bucket } = given();
  bucket.addEventNotification(EventType.OBJECT_REMOVED, new SqsDestination(new Queue(stack, 'Told')));
  expect(() => Template.fromStack(stack)).toThrow(/\[BucketEventsMissing\] bucket "Plain\/Uploads"/);
});

test('accepts an imported bucket, of which nothing is known', () => {
  const { stack } = given(stack => ({ bucket: Bucket.fromBucketName(stack, 'Theirs', 'their-bucket') }));
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('fails on a bucket that sends no events', () => {
  const { stack } = given(stack => ({ bucket: new Bucket(stack, 'Mute') }));
  expect(() => Template.fromStack(stack)).toThrow(/\[Plain\/Ingest\] \[BucketEventsMissing\] bucket "Plain\/Mute"/);
});

test.each<[string, (stack: Stack) => object, string, string]>([
  ['neither table nor function', () => ({ table: undefined }), 'IngestTargetMissing', 'neither'],
  ['both table and function', stack => ({ function: createFunction(stack) }), 'IngestTargetConflict', 'both'],
  [
    'a size for a function of one’s own',
    stack => ({ table: undefined, function: createFunction(stack), maxObjectSize: Size.mebibytes(1) }),
    'IngestOptionUnused',
    '"maxObjectSize"',
  ],
  ['a patience of nothing', () => ({ retryFor: Duration.seconds(0) }), 'RetryForOutOfRange', '0 seconds'],
  ['a patience of 11 days', () => ({ retryFor: Duration.days(11) }), 'RetryForOutOfRange', '11 days'],
  ['one execution at a time', () => ({ maxConcurrency: 1 }), 'MaxConcurrencyOutOfRange', 'maxConcurrency is 1'],
  ['a prop that does not exist', () => ({ sufix: '.csv' }), 'PropUnknown', 'did you mean "suffix"?'],
])('fails on %s', (_, change, code, fragment) => {
  const failure = failureOf(() => given(change));
  expect(failure).toMatchObject({ codes: [code], path: 'Plain/Ingest' });
  expect(failure.message).toContain(fragment);
});

test('fails on dead letters that are kept no longer than the events', () => {
  const short = (stack: Stack) => new Queue(stack, 'Short', { retentionPeriod: Duration.days(4) });
  const failure = failureOf(() => given(stack => ({ deadLetters: DeadLetters.toQueue(short(stack)) })));
  expect(failure).toMatchObject({ codes: ['DeadLetterRetentionTooShort'], path: 'Plain/Ingest/Consumer' });
});
