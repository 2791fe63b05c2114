import * as dynamodbApi from '@aws-sdk/client-dynamodb';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as s3 from '@aws-sdk/client-s3';
import * as snsApi from '@aws-sdk/client-sns';
import * as sqsApi from '@aws-sdk/client-sqs';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule, EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption, QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { type Decision } from '../../../cloud/decisions.js';
import { ACCOUNT, allow, EAST, Lab, outcome, withoutBootstrap } from './lab.js';

const OF = ['allowed', 'refused'] as const;
const arn = (service: string, rest: string): string => `arn:aws:${service}:${EAST}:${ACCOUNT}:${rest}`;

/** A task of a state machine, and the name of its error where the machine's role lacks the right. */
const TASKS = [
  {
    task: 'lambda:invoke',
    parameters: { FunctionName: arn('lambda', 'function:called'), Payload: {} },
    error: 'Lambda.AWSLambdaException',
  },
  {
    task: 'sqs:sendMessage',
    parameters: { QueueUrl: `https://sqs.${EAST}.amazonaws.com/${ACCOUNT}/sent`, MessageBody: 'x' },
    error: 'SQS.AmazonSQSException',
  },
  {
    task: 'sns:publish',
    parameters: { TopicArn: arn('sns', 'told'), Message: 'x' },
    error: 'SNS.AmazonSNSException',
  },
  {
    task: 'dynamodb:putItem',
    parameters: { TableName: 'written', Item: { key: { S: 'a' } } },
    error: 'DynamoDB.AmazonDynamoDBException',
  },
  {
    task: 'events:putEvents',
    parameters: { Entries: [{ EventBusName: 'bus', Source: 'test', DetailType: 'test', Detail: {} }] },
    error: 'EventBridge.AmazonEventBridgeException',
  },
  {
    task: 'states:startExecution',
    parameters: { StateMachineArn: arn('states', 'stateMachine:last'), Input: {} },
    error: 'StepFunctions.AWSStepFunctionsException',
  },
  {
    task: 'aws-sdk:dynamodb:getItem',
    parameters: { TableName: 'written', Key: { key: { S: 'a' } } },
    error: 'DynamoDb.DynamoDbException',
  },
] as const;

/** Pairs of the same thing: one whose role was granted what it takes, one whose role was granted nothing. */
class Roles extends Stack {
  constructor(scope: App) {
    super(scope, 'Roles', { env: { account: ACCOUNT, region: EAST }, synthesizer: withoutBootstrap() });
    this.machines();
    this.schedules();
    this.pipes();
  }

  private machines(): void {
    const [rights, none] = this.roles('states.amazonaws.com', 'Machines');
    const last = this.machine('last', none, { StartAt: 'End', States: { End: { Type: 'Succeed' } } });
    const called = inline(this, 'called');
    const sent = new Queue(this, 'Sent', { queueName: 'sent' });
    const told = this.topic('told');
    const written = table(this, 'written');
    const bus = new EventBus(this, 'Bus', { eventBusName: 'bus' });
    called.grantInvoke(rights);
    sent.grantSendMessages(rights);
    told.grantPublish(rights);
    written.grantReadWriteData(rights);
    bus.grantPutEventsTo(rights);
    rights.addToPrincipalPolicy(statement('states:StartExecution', last.attrArn));
    for (const { task, parameters: Parameters } of TASKS) {
      const name = task.replaceAll(':', '-');
      const Task = { Type: 'Task', Resource: `arn:aws:states:::${task}`, Parameters, End: true };
      this.machine(`${name}-allowed`, rights, { StartAt: 'Task', States: { Task } });
      this.machine(`${name}-refused`, none, { StartAt: 'Task', States: { Task } });
    }
  }

  private schedules(): void {
    for (const [i, role] of this.roles('scheduler.amazonaws.com', 'Schedules').entries()) {
      const queue = new Queue(this, `Scheduled${i}`, { queueName: `scheduled-${OF[i]}` });
      if (i === 0) queue.grantSendMessages(role);
      new CfnSchedule(this, `Schedule${i}`, {
        scheduleExpression: 'at(2020-01-01T00:00:00)',
        flexibleTimeWindow: { mode: 'OFF' },
        target: { arn: queue.queueArn, roleArn: role.roleArn },
      });
    }
  }

  private pipes(): void {
    const source = table(this, 'piped', StreamViewType.NEW_IMAGE);
    for (const [i, role] of this.roles('pipes.amazonaws.com', 'Pipes').entries()) {
      const topic = this.topic(`piped-${OF[i]}`);
      topic.addSubscription(new SqsSubscription(new Queue(this, `Piped${i}`, { queueName: `piped-${OF[i]}` })));
      source.grantStreamRead(role);
      if (i === 0) topic.grantPublish(role);
      const pipe = new CfnPipe(this, `Pipe${i}`, {
        name: `to-${OF[i]}`,
        roleArn: role.roleArn,
        source: source.tableStreamArn!,
        target: topic.topicArn,
        sourceParameters: { dynamoDbStreamParameters: { startingPosition: 'TRIM_HORIZON' } },
      });
      pipe.node.addDependency(role);
    }
    const blind = new Role(this, 'Blind', {
      roleName: 'blind',
      assumedBy: new ServicePrincipal('pipes.amazonaws.com'),
    });
    const topic = this.topic('unread');
    topic.grantPublish(blind);
    new CfnPipe(this, 'BlindPipe', {
      roleArn: blind.roleArn,
      source: source.tableStreamArn!,
      target: topic.topicArn,
      sourceParameters: { dynamoDbStreamParameters: { startingPosition: 'TRIM_HORIZON' } },
    });
  }

  private roles(service: string, id: string): [Role, Role] {
    const roleOf = (name: string): Role =>
      new Role(this, `${id}-${name}`, { roleName: `${id}-${name}`, assumedBy: new ServicePrincipal(service) });
    return [roleOf(OF[0]), roleOf(OF[1])];
  }

  /** A topic without a policy of its own lets everybody in the account publish. */
  private topic(topicName: string): Topic {
    return new Topic(this, topicName, { topicName, enforceSSL: true });
  }

  private machine(stateMachineName: string, role: IRole, definition: object): CfnStateMachine {
    const definitionString = JSON.stringify(definition);
    const machine = new CfnStateMachine(this, stateMachineName, {
      stateMachineName,
      definitionString,
      roleArn: role.roleArn,
    });
    machine.node.addDependency(role);
    return machine;
  }
}

/** What is encrypted with a key of the customer's. */
class Keys extends Stack {
  constructor(scope: App) {
    super(scope, 'Keys', { env: { account: ACCOUNT, region: EAST }, synthesizer: withoutBootstrap() });
    const encryptionKey = new Key(this, 'Key');
    const removalPolicy = RemovalPolicy.DESTROY;
    new CfnOutput(this, 'KeyArn', { value: encryptionKey.keyArn });
    new Queue(this, 'Queue', {
      queueName: 'secret-queue',
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: encryptionKey,
    });
    new Topic(this, 'Topic', { topicName: 'secret-topic', masterKey: encryptionKey });
    new Bucket(this, 'Bucket', { bucketName: 'secret-bucket', encryption: BucketEncryption.KMS, encryptionKey });
    new Table(this, 'Table', {
      tableName: 'secret-table',
      partitionKey: { name: 'key', type: AttributeType.STRING },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      removalPolicy,
    });
    this.rules();
  }

  /** Two rules to queues, of which one forgot the policy of the queue's key. */
  private rules(): void {
    const eventPattern = { source: ['test'] };
    const encryption = QueueEncryption.KMS;
    const keyOf = (name: string): Key => new Key(this, `Key-${name}`);
    const [allowed, refused] = OF.map(name => {
      const queueName = `keyed-${name}`;
      return new Queue(this, queueName, { queueName, encryption, encryptionMasterKey: keyOf(name) });
    });
    new Rule(this, 'Rule', { eventPattern, targets: [new SqsQueue(allowed)] });
    const rule = new CfnRule(this, 'Forgetful', { eventPattern, targets: [{ id: '1', arn: refused.queueArn }] });
    const policy = new QueuePolicy(this, 'Policy', { queues: [refused] });
    policy.document.addStatements(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [refused.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
    new CfnOutput(this, 'RefusedKeyArn', { value: refused.encryptionMasterKey!.keyArn });
  }
}

describe('what a service does in the name of a role', () => {
  let lab: Lab;
  let keyArn: string;
  let refusedKeyArn: string;

  beforeAll(async () => {
    lab = await Lab.start();
    await deploy(new App(), app => new Roles(app));
    const keys = await deploy(new App(), app => new Keys(app));
    [keyArn, refusedKeyArn] = [keys.get('KeyArn')!, keys.get('RefusedKeyArn')!];
    const tables = new dynamodbApi.DynamoDBClient(lab.root());
    await tables.send(new dynamodbApi.PutItemCommand({ TableName: 'piped', Item: { key: { S: 'a' } } }));
    tables.destroy();
  }, 120_000);

  afterAll(() => lab?.stop());

  test.each(TASKS)('a task $task needs the right, and fails with $error', async ({ task, error }) => {
    const name = task.replaceAll(':', '-');
    expect(await executed(`${name}-allowed`)).toEqual({ status: 'SUCCEEDED', error: undefined });
    expect(await executed(`${name}-refused`)).toEqual({ status: 'FAILED', error });
  });

  it('a pipe needs the right to its target and to its source', async () => {
    await eventually(async () => expect(await waiting('piped-allowed')).toBe(1));
    expect(await waiting('piped-refused')).toBe(0);
    const refused = (await refusals()).filter(({ service }) => service === 'pipes.amazonaws.com');
    const causes = refused.map(({ role, action }) => `${role} ${action}`).sort();
    expect(causes).toEqual([
      'Pipes-refused sns:Publish',
      'blind dynamodb:DescribeStream',
      'blind dynamodb:GetRecords',
      'blind dynamodb:GetShardIterator',
    ]);
  });

  describe('a key of the customer’s', () => {
    const secret = {
      queue: `arn:aws:sqs:${EAST}:${ACCOUNT}:secret-queue`,
      topic: `arn:aws:sns:${EAST}:${ACCOUNT}:secret-topic`,
      table: `arn:aws:dynamodb:${EAST}:${ACCOUNT}:table/secret-table`,
    };

    it('is needed to send to a queue', async () => {
      const rights = allow('sqs:SendMessage', secret.queue);
      expect(await send(await caller([rights]))).toBe('refused');
      expect(await send(await caller([rights, allow('kms:GenerateDataKey', keyArn)]))).toBe('refused');
      expect(await send(await caller([rights, allow(['kms:GenerateDataKey', 'kms:Decrypt'], keyArn)]))).toBe('allowed');
    });

    it('is needed to read a queue', async () => {
      const rights = allow('sqs:ReceiveMessage', secret.queue);
      expect(await receive(await caller([rights]))).toBe('refused');
      expect(await receive(await caller([rights, allow('kms:Decrypt', keyArn)]))).toBe('allowed');
    });

    it('is needed to publish to a topic', async () => {
      const rights = allow('sns:Publish', secret.topic);
      expect(await publish(await caller([rights]))).toBe('refused');
      expect(await publish(await caller([rights, allow('kms:*', keyArn)]))).toBe('allowed');
    });

    it('is needed to write and to read objects', async () => {
      const rights = allow(['s3:PutObject', 's3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::secret-bucket*']);
      const none = await caller([rights]);
      const writer = await caller([rights, allow('kms:GenerateDataKey', keyArn)]);
      const reader = await caller([rights, allow('kms:Decrypt', keyArn)]);
      expect(await put(none)).toBe('refused');
      expect(await put(writer)).toBe('allowed');
      expect(await get(writer)).toBe('refused');
      expect(await get(reader)).toBe('allowed');
    });

    it('is needed by a service that sends to a queue', async () => {
      const events = new eventbridge.EventBridgeClient(lab.root());
      const Entries = [{ Source: 'test', DetailType: 'test', Detail: '{}' }];
      await events.send(new eventbridge.PutEventsCommand({ Entries }));
      await eventually(async () => expect(await waiting('keyed-allowed')).toBe(1));
      expect(await waiting('keyed-refused')).toBe(0);
      const { action, resource, service } = (await refusals()).find(each => each.service === 'events.amazonaws.com')!;
      expect([action, resource, service]).toEqual(['kms:GenerateDataKey', refusedKeyArn, 'events.amazonaws.com']);
    });

    it('is needed to use a table, and may be bound to it', async () => {
      const rights = allow('dynamodb:GetItem', secret.table);
      const via = (service: string) => ({
        Condition: { StringEquals: { 'kms:ViaService': `${service}.${EAST}.amazonaws.com` } },
      });
      expect(await read(await caller([rights]))).toBe('refused');
      expect(await read(await caller([rights, allow('kms:Decrypt', keyArn, via('dynamodb'))]))).toBe('allowed');
      expect(await read(await caller([rights, allow('kms:Decrypt', keyArn, via('s3'))]))).toBe('refused');
    });
  });

  it('Lambda makes no mapping for a function that may not read the source', async () => {
    const failure = deploy(new App(), app => new Mapping(app));
    await expect(failure).rejects.toThrow(/execution role does not have .* sqs:ReceiveMessage/);
  });

  it('API Gateway takes no name of an API that is longer than 128 characters', async () => {
    expect((await deploy(new App(), app => new Named(app, 'Short', 128))).size).toBe(0);
    await expect(deploy(new App(), app => new Named(app, 'Long', 129))).rejects.toThrow(/at most 128 characters/);
  });

  // The local cloud looks every ten seconds for schedules that are due.
  it('a schedule needs the right to its target, and a role that trusts EventBridge Scheduler', async () => {
    await eventually(async () => expect(await waiting('scheduled-allowed')).toBe(1), 15_000);
    expect(await waiting('scheduled-refused')).toBe(0);
    const rows = await decisionsOn('scheduled-refused');
    expect(rows).toMatchObject([{ service: 'scheduler.amazonaws.com', role: 'Schedules-refused', decision: 'deny' }]);
    expect((await decisionsOn('scheduled-allowed')).map(({ decision }) => decision)).toEqual(['allow']);
  }, 20_000);

  function deploy(app: App, make: (app: App) => Stack): Promise<Map<string, string>> {
    return lab.deploy(app, make(app));
  }

  async function caller(statements: Parameters<Lab['role']>[0]) {
    return lab.assume(await lab.role(statements));
  }

  type Caller = Awaited<ReturnType<typeof caller>>;

  const send = (config: Caller): Promise<string> => {
    const client = new sqsApi.SQSClient({ ...config, useQueueUrlAsEndpoint: false });
    return outcome(client.send(new sqsApi.SendMessageCommand({ QueueUrl: url('secret-queue'), MessageBody: 'x' })));
  };
  const receive = (config: Caller): Promise<string> => {
    const client = new sqsApi.SQSClient({ ...config, useQueueUrlAsEndpoint: false });
    return outcome(client.send(new sqsApi.ReceiveMessageCommand({ QueueUrl: url('secret-queue') })));
  };
  const publish = (config: Caller): Promise<string> => {
    const TopicArn = arn('sns', 'secret-topic');
    return outcome(new snsApi.SNSClient(config).send(new snsApi.PublishCommand({ TopicArn, Message: 'x' })));
  };
  const put = (config: Caller): Promise<string> =>
    outcome(new s3.S3Client(config).send(new s3.PutObjectCommand({ Bucket: 'secret-bucket', Key: 'a', Body: 'x' })));
  const get = (config: Caller): Promise<string> =>
    outcome(new s3.S3Client(config).send(new s3.GetObjectCommand({ Bucket: 'secret-bucket', Key: 'a' })));
  const read = (config: Caller): Promise<string> => {
    const client = new dynamodbApi.DynamoDBClient(config);
    const Key = { key: { S: 'a' } };
    return outcome(client.send(new dynamodbApi.GetItemCommand({ TableName: 'secret-table', Key })));
  };

  async function executed(name: string): Promise<{ status: string; error?: string }> {
    const { executionArn } = await states('StartExecution', { stateMachineArn: arn('states', `stateMachine:${name}`) });
    for (;;) {
      const { status, error } = await states('DescribeExecution', { executionArn });
      if (status !== 'RUNNING') return { status: status!, error };
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** Step Functions by its JSON API: the drill has no client of it. */
  async function states(operation: string, input: object): Promise<Record<string, string | undefined>> {
    const answer = await fetch(lab.cloud.endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${EAST}/states/aws4_request`,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AWSStepFunctions.${operation}`,
      },
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${text}`);
    return JSON.parse(text) as Record<string, string | undefined>;
  }

  async function waiting(name: string): Promise<number> {
    const client = new sqsApi.SQSClient({ ...lab.root(), useQueueUrlAsEndpoint: false });
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await client.send(
      new sqsApi.GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames }),
    );
    client.destroy();
    return Number(Attributes!.ApproximateNumberOfMessages);
  }

  function url(queue: string): string {
    return `${lab.cloud.endpoint}/${ACCOUNT}/${queue}`;
  }

  async function decisionsOn(resource: string): Promise<Decision[]> {
    const [{ decisions }] = await lab.decisions();
    return decisions.filter(each => each.resource.endsWith(`:${resource}`));
  }

  async function refusals(): Promise<Decision[]> {
    const [{ decisions }] = await lab.decisions();
    return decisions.filter(({ decision }) => decision === 'deny');
  }
});

class Mapping extends Stack {
  constructor(scope: App) {
    super(scope, 'Mapping', { env: { account: ACCOUNT, region: EAST }, synthesizer: withoutBootstrap() });
    new CfnEventSourceMapping(this, 'Mapping', {
      functionName: inline(this, 'rightless').functionName,
      eventSourceArn: new Queue(this, 'Queue', { queueName: 'unread' }).queueArn,
    });
  }
}

class Named extends Stack {
  constructor(scope: App, id: string, length: number) {
    super(scope, id, { env: { account: ACCOUNT, region: EAST }, synthesizer: withoutBootstrap() });
    new CfnApi(this, 'Api', { name: 'a'.repeat(length), protocolType: 'HTTP' });
  }
}

function inline(scope: Stack, functionName: string): Function {
  const code = Code.fromInline('exports.handler = async () => ({});');
  return new Function(scope, functionName, {
    functionName,
    code,
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
}

function table(scope: Stack, tableName: string, stream?: StreamViewType): Table {
  return new Table(scope, tableName, {
    tableName,
    partitionKey: { name: 'key', type: AttributeType.STRING },
    stream,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function statement(action: string, resource: string): PolicyStatement {
  return new PolicyStatement({ actions: [action], resources: [resource] });
}

/** Deliveries take their time: tries until it holds, and fails as it failed last. */
async function eventually(expectation: () => Promise<void>, patienceMillis = 4000): Promise<void> {
  const deadline = Date.now() + patienceMillis;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}
