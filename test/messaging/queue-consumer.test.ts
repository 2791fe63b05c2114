import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alias, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { DeadLetterQueue, DeadLetters } from '../../lib/dead-letters';
import { QueueConsumer, type QueueConsumerProps } from '../../lib/messaging';
import { Alarms } from '../../lib/observability';
import { assertRegionIndependence } from '../support/assertions';
import { failureOf } from '../support/failure';
import { someFunction, twoRegions } from '../support/two-regions';
import { code, env, given, importedWorker, mappingOf, queueOf, warnings } from './support/queue-consumer';

describe('the queue', () => {
  test('keeps messages for four days, encrypted, and hands them out five times', () => {
    const made = given();
    expect(queueOf(made)).toEqual({
      MessageRetentionPeriod: 4 * 86_400,
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 60,
      RedrivePolicy: {
        deadLetterTargetArn: made.stack.resolve(made.consumer.deadLetterQueue!.queueArn),
        maxReceiveCount: 5,
      },
    });
  });

  test('is reachable over TLS only', () => {
    const { stack, consumer } = given();
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [stack.resolve(consumer.queue.queueUrl)],
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  test('hides a message for six timeouts of the function and the batching window', () => {
    expect(queueOf(given(() => ({ maxBatchingWindow: Duration.seconds(5) }))).VisibilityTimeout).toBe(65);
  });

  test.each<[string, (stack: Stack) => QueueConsumerProps['function'], number]>([
    ['a plain function without a timeout of its own', someFunction, 18],
    [
      'an alias of a function',
      stack => new Alias(stack, 'Live', { aliasName: 'live', version: timed(stack, 20).currentVersion }),
      120,
    ],
    ['a version of a function', stack => timed(stack, 30).currentVersion, 180],
  ])('knows the timeout of %s', (_, create, visibility) => {
    expect(queueOf(given(stack => ({ function: create(stack) }))).VisibilityTimeout).toBe(visibility);
  });

  test('hides a message for the longest window where the window is known at deployment only', () => {
    const window = (stack: Stack) =>
      Duration.seconds(new CfnParameter(stack, 'Window', { type: 'Number' }).valueAsNumber);
    expect(queueOf(given(stack => ({ maxBatchingWindow: window(stack) }))).VisibilityTimeout).toBe(360);
  });

  test('can be told all of it', () => {
    const made = given(() => ({
      visibilityTimeout: Duration.minutes(3),
      retention: Duration.days(2),
      maxReceiveCount: 8,
    }));
    expect(queueOf(made)).toMatchObject({
      VisibilityTimeout: 180,
      MessageRetentionPeriod: 2 * 86_400,
      RedrivePolicy: { maxReceiveCount: 8 },
    });
  });
});

describe('the dead letters', () => {
  test('are kept for 14 days and watched', () => {
    const { stack, consumer } = given();
    const template = Template.fromStack(stack);
    expect(consumer.deadLetterQueue).toBeInstanceOf(DeadLetterQueue);
    template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 14 * 86_400 });
    const Dimensions = [{ Name: 'QueueName', Value: stack.resolve(consumer.deadLetterQueue!.queueName) as unknown }];
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({
          MetricStat: Match.objectLike({
            Metric: Match.objectLike({ MetricName: 'ApproximateAgeOfOldestMessage', Dimensions }),
          }),
        }),
      ]),
    });
  });

  test('of a FIFO queue go to a FIFO queue', () => {
    const made = given(() => ({ fifo: true }));
    expect(queueOf(made).FifoQueue).toBe(true);
    expect(made.consumer.deadLetterQueue!.fifo).toBe(true);
  });

  test('go to a queue that is given', () => {
    const { stack, consumer } = given(stack => ({
      deadLetters: DeadLetters.toQueue(new DeadLetterQueue(stack, 'Letters')),
    }));
    expect(consumer.deadLetterQueue!.node.path).toBe('Plain/Letters');
    Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 3);
  });

  test('that are turned off are a warning', () => {
    const made = given(() => ({ deadLetters: DeadLetters.none() }));
    expect(made.consumer.deadLetterQueue).toBeUndefined();
    expect(queueOf(made).RedrivePolicy).toBeUndefined();
    expect(warnings(made.stack)).toEqual([expect.stringContaining('"Plain/Orders" has no dead-letter queue')]);
  });
});

describe('the mapping', () => {
  test('leads from the queue to the live alias, ten messages at once, each of which may fail by itself', () => {
    const { stack, worker, consumer } = given();
    expect(mappingOf(stack)).toEqual({
      EventSourceArn: stack.resolve(consumer.queue.queueArn),
      FunctionName: stack.resolve(worker.functionName),
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('takes larger batches and a limit of concurrency', () => {
    const { stack } = given(() => ({
      batchSize: 10_000,
      maxBatchingWindow: Duration.minutes(5),
      maxConcurrency: 2,
    }));
    expect(mappingOf(stack)).toMatchObject({
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 300,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test('lets the function receive and delete messages of this queue', () => {
    const { stack, consumer } = given();
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: Match.arrayWith(['sqs:ReceiveMessage', 'sqs:DeleteMessage']),
            Resource: stack.resolve(consumer.queue.queueArn),
          }),
        ],
      },
    });
  });

  test('can be made beside others of the same function', () => {
    const { stack, worker } = given();
    new QueueConsumer(stack, 'Returns', { function: worker });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
  });

  test('goes with the function where that is in another stack', () => {
    const app = new App();
    const worker = someFunction(new Stack(app, 'Functions', { env }));
    const consumer = new QueueConsumer(new Stack(app, 'Queues', { env }), 'Orders', { function: worker });
    Template.fromStack(worker.stack).resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    Template.fromStack(Stack.of(consumer)).resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
  });
});

describe('the alarm', () => {
  test('is raised when a message is older than all attempts at it take, 15 minutes at least', () => {
    const { stack, consumer } = given();
    expect(consumer.alarms.map(alarm => alarm.node.path)).toEqual(['Plain/Orders/AgeAlarm']);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(consumer.queue.queueName) }],
      Statistic: 'Maximum',
      Threshold: 900,
      TreatMissingData: 'notBreaching',
      AlarmActions: [Match.anyValue()],
    });
  });

  test.each<[string, Partial<QueueConsumerProps>, number]>([
    ['slow attempts', { visibilityTimeout: Duration.minutes(30) }, 5 * 1800],
    ['a short retention', { retention: Duration.minutes(20) }, 600],
    ['an age that is given', { maxMessageAge: Duration.minutes(2) }, 120],
  ])('fits %s', (_, props, threshold) => {
    const { stack } = given(() => props);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: Match.anyValue(),
      MetricName: 'ApproximateAgeOfOldestMessage',
      Threshold: threshold,
    });
  });

  test('can be turned off, which warns', () => {
    const { stack, consumer } = given(() => ({ alarms: Alarms.none() }));
    expect(consumer.alarms).toEqual([]);
    expect(warnings(stack)).toEqual(expect.arrayContaining([expect.stringContaining('"Plain/Orders" has no alarms')]));
  });
});

test('it exposes its metrics and its mapping', () => {
  const { stack, consumer } = given();
  expect(consumer.metricDepth({ period: Duration.minutes(5) })).toMatchObject({
    metricName: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    period: Duration.minutes(5),
  });
  expect(consumer.metricAge().metricName).toBe('ApproximateAgeOfOldestMessage');
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'))).toEqual([
    stack.resolve(consumer.eventSourceMapping.eventSourceMappingId).Ref,
  ]);
});

test('it says nothing of what is as it should be', () => {
  expect(warnings(given().stack)).toEqual([]);
});

test('the logical ids of its resources do not change', () => {
  const ids = (props: Partial<QueueConsumerProps>) => {
    const { stack } = given(() => props);
    const template = Template.fromStack(stack);
    return ['AWS::SQS::Queue', 'AWS::Lambda::EventSourceMapping']
      .flatMap(type => Object.keys(template.findResources(type)))
      .sort();
  };
  const pinned = [
    'OrdersDeadLetters6314E60F',
    'OrdersQueueC538DD4C',
    'WorkerDeadLettersC8A22028',
    'WorkerQueueConsumerPlainOrdersQueueA30C597CC4094E7E',
  ];
  expect(ids({})).toEqual(pinned);
  expect(ids({ maxConcurrency: 2, batchSize: 1, maxReceiveCount: 9, alarms: Alarms.none() })).toEqual(pinned);
});

describe('a function of which nothing is known', () => {
  test('needs a visibility timeout to be given', () => {
    const failure = failureOf(() => given(stack => ({ function: importedWorker(stack) })));
    expect(failure).toMatchObject({ codes: ['QueueVisibilityMissing'], path: 'Plain/Orders' });
    expect(failure.message).toContain('the timeout of "Plain/Theirs" is not known here');
  });

  test('is taken with one', () => {
    const made = given(stack => ({ function: importedWorker(stack), visibilityTimeout: Duration.minutes(2) }));
    expect(queueOf(made).VisibilityTimeout).toBe(120);
    expect(warnings(made.stack)).toEqual([
      expect.stringContaining('[ack: cdk-resilient-serverless:functionWithoutRole]'),
    ]);
  });
});

test('it is a queue of its own in each region of a service', () => {
  const { app, primary, standby } = twoRegions();
  for (const region of [primary, standby]) new QueueConsumer(region, 'Orders', { function: someFunction(region) });

  assertRegionIndependence(app.synth());
  for (const region of [primary, standby]) {
    Template.fromStack(region).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [Match.objectLike({ Name: 'QueueName' })],
      MetricName: 'ApproximateAgeOfOldestMessage',
    });
  }
});

test('it works in a stack that is deployed anywhere', () => {
  const stack = new Stack(new App(), 'Anywhere');
  new QueueConsumer(stack, 'Orders', { function: someFunction(stack) });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('a function that does not report single failures is a warning, unless it gets single messages', () => {
  const { stack } = given(() => ({ reportBatchItemFailures: false }));
  expect(mappingOf(stack).FunctionResponseTypes).toBeUndefined();
  expect(warnings(stack)).toEqual([expect.stringContaining('makes its whole batch of "Plain/Orders" fail')]);
  expect(warnings(given(() => ({ reportBatchItemFailures: false, batchSize: 1 })).stack)).toEqual([]);
});

function timed(stack: Stack, seconds: number): Function {
  const props = { code, handler: 'index.handler', runtime: Runtime.NODEJS_24_X };
  return new Function(stack, 'Timed', { ...props, timeout: Duration.seconds(seconds) });
}
