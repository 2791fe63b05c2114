import { AwsIntegration, LambdaRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnDataSource, CfnGraphQLApi, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import { Distribution, OriginProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceType, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { ApplicationLoadBalancer, ListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LambdaTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Archive, EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget, LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FunctionUrlAuthType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { KinesisEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseInstance,
  DatabaseInstanceEngine,
  PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import { BlockPublicAccess, Bucket, BucketEncryption, EventType } from 'aws-cdk-lib/aws-s3';
import { SqsDestination as BucketToQueue } from 'aws-cdk-lib/aws-s3-notifications';
import { CfnSchedule, Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Fail, JitterType, Map, StateMachine, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { alarm, deadLetters, handler } from './parts';

const env = { account: '222222222222', region: 'eu-central-1' };

/** Apps of one region, each of other services. */
export const SINGLE_REGION_APPS: Readonly<Record<string, () => App>> = {
  'an API into a stream, and what consumes it': () =>
    inStack(stack => {
      const stream = new Stream(stack, 'Clicks', { retentionPeriod: Duration.days(2) });
      const role = new Role(stack, 'ApiRole', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
      stream.grantWrite(role);
      new RestApi(stack, 'Api').root.addMethod(
        'POST',
        new AwsIntegration({ service: 'kinesis', action: 'PutRecord', options: { credentialsRole: role } }),
      );
      handler(stack, 'Consumer').addEventSource(
        new KinesisEventSource(stream, {
          startingPosition: StartingPosition.TRIM_HORIZON,
          bisectBatchOnError: true,
          retryAttempts: 10,
          maxRecordAge: Duration.hours(12),
          onFailure: new SqsDlq(deadLetters(stack)),
        }),
      );
    }),

  'a nightly batch: a schedule, a workflow over many files, told when it fails': () =>
    inStack(stack => {
      const files = new Bucket(stack, 'Files', {
        versioned: true,
        enforceSSL: true,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      });
      const convert = handler(stack, 'Convert', { timeout: Duration.minutes(5) });
      files.grantReadWrite(convert);
      const task = new LambdaInvoke(stack, 'ConvertOne', {
        lambdaFunction: convert,
        taskTimeout: Timeout.duration(Duration.minutes(6)),
      });
      task.addRetry({ maxAttempts: 3, jitterStrategy: JitterType.FULL });
      task.addCatch(new Fail(stack, 'OneFailed'));
      const machine = new StateMachine(stack, 'Batch', {
        definitionBody: DefinitionBody.fromChainable(
          new Map(stack, 'Each', { maxConcurrency: 10 }).itemProcessor(task),
        ),
      });
      alarm(stack, 'Failed', machine.metricFailed(), new Topic(stack, 'Operators'));
      new Schedule(stack, 'Nightly', {
        schedule: ScheduleExpression.cron({ hour: '2', minute: '30' }),
        target: new StepFunctionsStartExecution(machine, { deadLetterQueue: deadLetters(stack) }),
      });
    }),

  'events of a bus of its own, archived, to functions, queues and another account': () =>
    inStack(stack => {
      const bus = new EventBus(stack, 'Bus');
      new Archive(stack, 'Archive', { sourceEventBus: bus, eventPattern: { account: [env.account] } });
      const dead = deadLetters(stack);
      const jobs = new Queue(stack, 'Jobs', {
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
      });
      const worker = handler(stack, 'Worker');
      worker.addEventSource(new SqsEventSource(jobs, { reportBatchItemFailures: true }));
      const mailer = handler(stack, 'Mailer');
      mailer.configureAsyncInvoke({
        onFailure: new SqsDestination(dead),
        retryAttempts: 2,
        maxEventAge: Duration.hours(1),
      });
      new Rule(stack, 'Ordered', {
        eventBus: bus,
        eventPattern: { source: ['shop'] },
        targets: [
          new SqsQueue(jobs, { deadLetterQueue: dead }),
          new LambdaFunction(mailer, { deadLetterQueue: dead }),
          new BusTarget(
            EventBus.fromEventBusArn(stack, 'Other', 'arn:aws:events:eu-west-1:333333333333:event-bus/audit'),
            { deadLetterQueue: dead },
          ),
        ],
      });
    }),

  'a topic, its queue and its dead letters under a key of their own': () =>
    inStack(stack => {
      const key = new Key(stack, 'Key', { enableKeyRotation: true });
      for (const service of ['sns', 'cloudwatch', 's3']) {
        key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
      }
      const topic = new Topic(stack, 'Orders', { masterKey: key });
      const operators = new Topic(stack, 'Operators', { masterKey: key });
      operators.addSubscription(new EmailSubscription('on-call@example.com'));
      const dead = new Queue(stack, 'Dead', { encryptionMasterKey: key, retentionPeriod: Duration.days(14) });
      alarm(stack, 'Depth', dead.metricApproximateNumberOfMessagesVisible(), operators);
      alarm(stack, 'Age', dead.metricApproximateAgeOfOldestMessage(), operators);
      const queue = new Queue(stack, 'Queue', {
        encryptionMasterKey: key,
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
      });
      topic.addSubscription(new SqsSubscription(queue, { deadLetterQueue: dead }));
      handler(stack, 'Worker').addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
      const uploads = new Bucket(stack, 'Uploads', {
        encryption: BucketEncryption.KMS,
        encryptionKey: key,
        enforceSSL: true,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      uploads.addEventNotification(EventType.OBJECT_CREATED, new BucketToQueue(queue));
    }),

  'queues under keys that SQS manages': () =>
    inStack(stack => {
      const dead = deadLetters(stack, 'Dead', { encryption: QueueEncryption.SQS_MANAGED });
      const queue = new Queue(stack, 'Queue', {
        encryption: QueueEncryption.SQS_MANAGED,
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
      });
      new Topic(stack, 'Topic').addSubscription(new SqsSubscription(queue, { deadLetterQueue: dead }));
      handler(stack, 'Worker').addEventSource(
        new SqsEventSource(queue, { reportBatchItemFailures: true, maxConcurrency: 5 }),
      );
    }),

  'a load balancer and a function URL before a published function': () =>
    inStack(stack => {
      const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 2 });
      const live = handler(stack, 'Web').addAlias('live', { provisionedConcurrentExecutions: 2 });
      live.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
      live.addAutoScaling({ minCapacity: 2, maxCapacity: 20 }).scaleOnUtilization({ utilizationTarget: 0.6 });
      const balancer = new ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
      balancer
        .addListener('Https', {
          port: 443,
          certificates: [ListenerCertificate.fromArn('arn:aws:acm:eu-central-1:222222222222:certificate/1')],
        })
        .addTargets('Function', { targets: [new LambdaTarget(live)] });
    }),

  'functions in a network with Aurora, a database and a file system': () =>
    inStack(stack => {
      const vpc = new Vpc(stack, 'Vpc', { maxAzs: 3, natGateways: 3 });
      const cluster = new DatabaseCluster(stack, 'Cluster', {
        engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_6 }),
        credentials: Credentials.fromGeneratedSecret('owner'),
        writer: ClusterInstance.serverlessV2('Writer'),
        readers: [ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
        vpc,
        deletionProtection: true,
        backup: { retention: Duration.days(14) },
        storageEncrypted: true,
      });
      new DatabaseInstance(stack, 'Reports', {
        engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 }),
        instanceType: new InstanceType('t4g.medium'),
        vpc,
        multiAz: true,
        deletionProtection: true,
        backupRetention: Duration.days(7),
      });
      new FileSystem(stack, 'Files', { vpc, enableAutomaticBackups: true, removalPolicy: RemovalPolicy.RETAIN });
      const fn = handler(stack, 'Handler', { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS } });
      cluster.secret!.grantRead(fn);
      new LambdaRestApi(stack, 'Api', { handler: fn });
    }),

  'a graph on a table, and a site in front of an API': () =>
    inStack(stack => {
      const table = new TableV2(stack, 'ItemsTable', {
        partitionKey: { name: 'id', type: AttributeType.STRING },
        billing: Billing.onDemand(),
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: true,
      });
      const graph = new CfnGraphQLApi(stack, 'Graph', { name: 'graph', authenticationType: 'AWS_IAM' });
      new CfnGraphQLSchema(stack, 'Schema', { apiId: graph.attrApiId, definition: 'type Query { item: String }' });
      const role = new Role(stack, 'GraphRole', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
      table.grantReadData(role);
      new CfnDataSource(stack, 'Items', {
        apiId: graph.attrApiId,
        name: 'items',
        type: 'AMAZON_DYNAMODB',
        serviceRoleArn: role.roleArn,
        dynamoDbConfig: { awsRegion: stack.region, tableName: table.tableName },
      });
      const api = new LambdaRestApi(stack, 'Api', { handler: handler(stack, 'Handler') });
      const pages = new Bucket(stack, 'Pages', {
        enforceSSL: true,
        blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      new Distribution(stack, 'Site', {
        defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(pages) },
        additionalBehaviors: {
          '/api/*': {
            origin: new HttpOrigin(`${api.restApiId}.execute-api.${stack.region}.amazonaws.com`, {
              protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
            }),
          },
        },
      });
    }),

  'a cron of EventBridge Scheduler that is not retried, for the next one makes up for it': () =>
    inStack(stack => {
      const fn = handler(stack, 'Refresh');
      alarm(stack, 'Errors', fn.metricErrors(), new Topic(stack, 'Operators'));
      alarm(stack, 'Silence', fn.metricInvocations(), new Topic(stack, 'Watchers'), { falls: true });
      const role = new Role(stack, 'SchedulerRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
      role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }));
      new CfnSchedule(stack, 'Often', {
        flexibleTimeWindow: { mode: 'OFF' },
        scheduleExpression: 'rate(5 minutes)',
        target: { arn: fn.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0 } },
      });
    }),
};

function inStack(build: (stack: Stack) => void): App {
  const app = new App();
  build(new Stack(app, 'Shop', { env }));
  return app;
}
