import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  ComparisonOperator,
  CompositeAlarm,
  AlarmRule,
  AlarmState,
  TreatMissingData,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { BlockPublicAccess, Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Fail, JitterType, Parallel, StateMachine, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { App, Duration, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { REGIONAL_APPS } from './regional';
import { SINGLE_REGION_APPS } from './single';
import { twoRegionApp } from './two-region-app';

const env = { account: '222222222222', region: 'eu-central-1' };

/** Apps of many kinds, plain CDK, in which there is nothing to report. */
export const GOOD_APPS: Readonly<Record<string, () => App>> = {
  'a function alone': () => inStack(stack => void handler(stack, 'Hello')),

  'a REST API on a table': () =>
    inStack(stack => {
      const orders = table(stack, 'Orders');
      const api = handler(stack, 'Api');
      orders.grantReadWriteData(api);
      new LambdaRestApi(stack, 'RestApi', { handler: api });
    }),

  'an HTTP API on an alias, in a stack that is deployed anywhere': () =>
    inStack(stack => {
      const live = handler(stack, 'Api').addAlias('live');
      new HttpApi(stack, 'HttpApi', { defaultIntegration: new HttpLambdaIntegration('ToLive', live) });
    }, undefined),

  'a worker on a queue': () =>
    inStack(stack => {
      const queue = new Queue(stack, 'Jobs', {
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: deadLetters(stack), maxReceiveCount: 5 },
      });
      handler(stack, 'Worker').addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
    }),

  'a worker on a FIFO queue, one message at a time': () =>
    inStack(stack => {
      const dead = deadLetters(stack, { fifo: true });
      const queue = new Queue(stack, 'Jobs', {
        fifo: true,
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: dead, maxReceiveCount: 10 },
      });
      handler(stack, 'Worker').addEventSource(new SqsEventSource(queue, { batchSize: 1 }));
    }),

  'a nightly job': () =>
    inStack(stack => {
      const dead = deadLetters(stack);
      const job = handler(stack, 'Job');
      job.configureAsyncInvoke({
        onFailure: new SqsDestination(dead),
        retryAttempts: 1,
        maxEventAge: Duration.hours(2),
      });
      new Rule(stack, 'Nightly', {
        schedule: Schedule.cron({ hour: '2', minute: '0' }),
        targets: [new LambdaFunction(job, { deadLetterQueue: dead })],
      });
    }),

  'a topic with two subscribers': () =>
    inStack(stack => {
      const dead = deadLetters(stack);
      const topic = new Topic(stack, 'Orders');
      const billing = handler(stack, 'Billing', dead);
      topic.addSubscription(new LambdaSubscription(billing, { deadLetterQueue: dead }));
      const shipping = new Queue(stack, 'Shipping', { visibilityTimeout: Duration.minutes(2) });
      topic.addSubscription(new SqsSubscription(shipping, { deadLetterQueue: dead }));
    }),

  'uploads that a function reads': () =>
    inStack(stack => {
      const dead = deadLetters(stack);
      const bucket = keptBucket(stack, 'Uploads');
      bucket.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(handler(stack, 'OnUpload', dead)));
    }),

  'a static site with its certificate in us-east-1': () => {
    const app = new App();
    const edge = new Stack(app, 'Edge', { env: { ...env, region: 'us-east-1' }, crossRegionReferences: true });
    const certificate = new Certificate(edge, 'Certificate', {
      domainName: 'www.example.com',
      validation: CertificateValidation.fromEmail(),
    });
    const site = new Stack(app, 'Site', { env, crossRegionReferences: true });
    const bucket = new Bucket(site, 'Pages', {
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new Distribution(site, 'Distribution', {
      defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(bucket) },
      domainNames: ['www.example.com'],
      certificate,
    });
    return app;
  },

  'a consumer of a stream': () =>
    inStack(stack => {
      const orders = table(stack, 'Orders', true);
      handler(stack, 'OnChange').addEventSource(
        new DynamoEventSource(orders, {
          startingPosition: StartingPosition.LATEST,
          retryAttempts: 5,
          bisectBatchOnError: true,
          onFailure: new SqsDlq(deadLetters(stack)),
        }),
      );
    }),

  'a workflow with branches, started by events': () =>
    inStack(stack => {
      const step = (id: string): LambdaInvoke => {
        const task = new LambdaInvoke(stack, id, {
          lambdaFunction: handler(stack, `${id}Function`),
          taskTimeout: Timeout.duration(Duration.minutes(1)),
        });
        task.addRetry({ maxAttempts: 3, jitterStrategy: JitterType.FULL });
        return task;
      };
      const both = new Parallel(stack, 'Both').branch(step('Charge'), step('Ship'));
      both.addCatch(step('Refund').next(new Fail(stack, 'Failed')));
      const machine = new StateMachine(stack, 'Order', { definitionBody: DefinitionBody.fromChainable(both) });
      new Rule(stack, 'Ordered', {
        eventPattern: { source: ['shop'] },
        targets: [new SfnStateMachine(machine, { deadLetterQueue: deadLetters(stack) })],
      });
    }),

  'alarms in pairs, combined': () =>
    inStack(stack => {
      const api = handler(stack, 'Api');
      const operators = new Topic(stack, 'Operators');
      const errors = alarm(stack, 'Errors', api.metricErrors());
      const silence = api.metricInvocations().createAlarm(stack, 'Silence', {
        threshold: 1,
        evaluationPeriods: 3,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      });
      silence.addAlarmAction(new SnsAction(operators));
      const composite = new CompositeAlarm(stack, 'Trouble', {
        alarmRule: AlarmRule.anyOf(
          AlarmRule.fromAlarm(errors, AlarmState.ALARM),
          AlarmRule.fromAlarm(silence, AlarmState.ALARM),
        ),
      });
      composite.addAlarmAction(new SnsAction(operators));
    }),

  'one service in three stages of three accounts, with fixed names': () => {
    const app = new App();
    for (const [name, account] of Object.entries({ Dev: '333333333333', Test: '444444444444', Prod: '555555555555' })) {
      const stage = new Stage(app, name, { env: { account, region: name === 'Prod' ? 'eu-west-1' : 'eu-central-1' } });
      const stack = new Stack(stage, 'Service');
      new Topic(stack, 'Orders', { topicName: 'orders' });
      keptBucket(stack, 'Files', `files-of-${account}`);
      table(stack, 'Table');
    }
    return app;
  },

  'nested stacks that share a dead-letter queue': () =>
    inStack(stack => {
      const dead = deadLetters(stack);
      const nested = new NestedStack(stack, 'Worker');
      const queue = new Queue(nested, 'Jobs', {
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
      });
      handler(nested, 'Worker').addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
    }),

  'two stacks that share a topic and a queue by reference': () => {
    const app = new App();
    const shared = new Stack(app, 'Shared', { env });
    const dead = deadLetters(shared);
    const worker = new Stack(app, 'Worker', { env });
    const job = handler(worker, 'Job');
    job.configureAsyncInvoke({ onFailure: new SqsDestination(dead), retryAttempts: 2, maxEventAge: Duration.hours(1) });
    return app;
  },

  'a service in two regions with everything': twoRegionApp,
  ...REGIONAL_APPS,
  ...SINGLE_REGION_APPS,
};

function inStack(build: (stack: Stack) => void, environment: typeof env | undefined = env): App {
  const app = new App();
  build(new Stack(app, 'Shop', { env: environment }));
  return app;
}

function handler(scope: Construct, id: string, deadLetterQueue?: Queue): Function {
  return new Function(scope, id, {
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(20),
    deadLetterQueue,
  });
}

function table(scope: Construct, id: string, streaming = false): Table {
  return new Table(scope, id, {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    stream: streaming ? StreamViewType.NEW_IMAGE : undefined,
  });
}

function keptBucket(scope: Construct, id: string, bucketName?: string): Bucket {
  return new Bucket(scope, id, {
    bucketName,
    versioned: true,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}

/** A dead-letter queue with alarms on its depth and on its age. */
function deadLetters(scope: Construct, { fifo }: { fifo?: true } = {}): Queue {
  const queue = new Queue(scope, 'Dead', { retentionPeriod: Duration.days(14), fifo });
  const operators = new Topic(scope, 'Operators');
  for (const [id, metric] of Object.entries({
    Depth: queue.metricApproximateNumberOfMessagesVisible(),
    Age: queue.metricApproximateAgeOfOldestMessage(),
  })) {
    alarm(scope, id, metric).addAlarmAction(new SnsAction(operators));
  }
  return queue;
}

function alarm(scope: Construct, id: string, metric: Metric): ReturnType<Metric['createAlarm']> {
  return metric.createAlarm(scope, id, {
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
