import * as dynamo from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as kmsApi from '@aws-sdk/client-kms';
import * as lambdaApi from '@aws-sdk/client-lambda';
import * as s3Api from '@aws-sdk/client-s3';
import * as secretsApi from '@aws-sdk/client-secrets-manager';
import * as sfnApi from '@aws-sdk/client-sfn';
import * as snsApi from '@aws-sdk/client-sns';
import * as sqsApi from '@aws-sdk/client-sqs';
import * as ssmApi from '@aws-sdk/client-ssm';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Alias, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DefinitionBody, Pass, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { ACCOUNT, type Connection, EAST, Lab, outcome, withoutBootstrap } from './lab.js';

/** What the calls need to know of the deployed resources. */
type Outputs = ReadonlyMap<string, string>;
/** A call of the SDK, made under a role. */
type Call = (connection: Connection, outputs: Outputs) => Promise<unknown>;

interface Case {
  readonly grant: (resources: Resources, role: Role) => unknown;
  /** Operations that the grant covers. */
  readonly allows: Readonly<Record<string, Call>>;
  /** Operations of the same service that it does not. */
  readonly refuses: Readonly<Record<string, Call>>;
}

/** One of each resource, named so that calls need not look them up. */
class Resources extends Stack {
  readonly table = new TableV2(this, 'Table', {
    tableName: 'table',
    partitionKey: { name: 'id', type: AttributeType.STRING },
    globalSecondaryIndexes: [{ indexName: 'byOwner', partitionKey: { name: 'owner', type: AttributeType.STRING } }],
    dynamoStream: StreamViewType.NEW_IMAGE,
  });
  readonly bucket = new Bucket(this, 'Bucket', { bucketName: 'grants-bucket', enforceSSL: true });
  readonly queue = new Queue(this, 'Queue', { queueName: 'queue', enforceSSL: true });
  readonly topic = new Topic(this, 'Topic', { topicName: 'topic', enforceSSL: true });
  readonly key = new Key(this, 'Key');
  readonly bus = new EventBus(this, 'Bus', { eventBusName: 'bus' });
  readonly secret = new Secret(this, 'Secret', { secretName: 'secret' });
  readonly parameter = new StringParameter(this, 'Parameter', { parameterName: '/app/parameter', stringValue: 'x' });
  readonly fn = new Function(this, 'Function', {
    functionName: 'function',
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => "done";'),
  });
  readonly alias = new Alias(this, 'Alias', { aliasName: 'live', version: this.fn.currentVersion });
  readonly machine = this.stateMachine('Machine', StateMachineType.STANDARD);
  readonly express = this.stateMachine('Express', StateMachineType.EXPRESS);

  constructor(scope: App) {
    super(scope, 'Grants', { env: { account: ACCOUNT, region: EAST }, synthesizer: withoutBootstrap() });
    new CfnOutput(this, 'KeyId', { value: this.key.keyId });
    new CfnOutput(this, 'StreamArn', { value: this.table.tableStreamArn! });
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn });
    new CfnOutput(this, 'QueueUrl', { value: this.queue.queueUrl });
    new CfnOutput(this, 'MachineArn', { value: this.machine.stateMachineArn });
    new CfnOutput(this, 'ExpressArn', { value: this.express.stateMachineArn });
  }

  private stateMachine(id: string, stateMachineType: StateMachineType): StateMachine {
    const definitionBody = DefinitionBody.fromChainable(new Pass(this, `${id}Pass`));
    return new StateMachine(this, id, { stateMachineName: id, stateMachineType, definitionBody });
  }
}

/** A call by a client that is made for it. */
function by<C extends { destroy(): void }>(
  Client: new (connection: Connection) => C,
  send: (client: C, outputs: Outputs) => Promise<unknown>,
): Call {
  return async (connection, outputs) => {
    const client = new Client(connection);
    try {
      return await send(client, outputs);
    } finally {
      client.destroy();
    }
  };
}

const Item = { id: { S: '1' } };
const TableName = 'table';
const ddb = {
  GetItem: by(dynamo.DynamoDBClient, c => c.send(new dynamo.GetItemCommand({ TableName, Key: Item }))),
  PutItem: by(dynamo.DynamoDBClient, c => c.send(new dynamo.PutItemCommand({ TableName, Item }))),
  UpdateItem: by(dynamo.DynamoDBClient, c => c.send(new dynamo.UpdateItemCommand({ TableName, Key: Item }))),
  DeleteItem: by(dynamo.DynamoDBClient, c => c.send(new dynamo.DeleteItemCommand({ TableName, Key: Item }))),
  Scan: by(dynamo.DynamoDBClient, c => c.send(new dynamo.ScanCommand({ TableName }))),
  Query: by(dynamo.DynamoDBClient, c => c.send(new dynamo.QueryCommand({ TableName, ...equals('id') }))),
  'Query of an index': by(dynamo.DynamoDBClient, c =>
    c.send(new dynamo.QueryCommand({ TableName, IndexName: 'byOwner', ...equals('owner') })),
  ),
  BatchGetItem: by(dynamo.DynamoDBClient, c =>
    c.send(new dynamo.BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Item] } } })),
  ),
  BatchWriteItem: by(dynamo.DynamoDBClient, c =>
    c.send(new dynamo.BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item } }] } })),
  ),
  TransactWriteItems: by(dynamo.DynamoDBClient, c =>
    c.send(new dynamo.TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item } }] })),
  ),
  DescribeTable: by(dynamo.DynamoDBClient, c => c.send(new dynamo.DescribeTableCommand({ TableName }))),
  DeleteTable: by(dynamo.DynamoDBClient, c => c.send(new dynamo.DeleteTableCommand({ TableName }))),
  DescribeStream: by(streams.DynamoDBStreamsClient, (c, o) =>
    c.send(new streams.DescribeStreamCommand({ StreamArn: o.get('StreamArn') })),
  ),
};

function equals(attribute: string) {
  return {
    KeyConditionExpression: '#key = :value',
    ExpressionAttributeNames: { '#key': attribute },
    ExpressionAttributeValues: { ':value': { S: '1' } },
  };
}

const object = { Bucket: 'grants-bucket', Key: 'folder/object' };
const s3 = {
  GetObject: by(s3Api.S3Client, c => c.send(new s3Api.GetObjectCommand(object))),
  HeadObject: by(s3Api.S3Client, c => c.send(new s3Api.HeadObjectCommand(object))),
  ListObjects: by(s3Api.S3Client, c => c.send(new s3Api.ListObjectsV2Command({ Bucket: object.Bucket }))),
  PutObject: by(s3Api.S3Client, c => c.send(new s3Api.PutObjectCommand({ ...object, Body: 'x' }))),
  DeleteObject: by(s3Api.S3Client, c => c.send(new s3Api.DeleteObjectCommand({ ...object, Key: 'other' }))),
};

const sqs = {
  SendMessage: queue(QueueUrl => new sqsApi.SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
  SendMessageBatch: queue(
    QueueUrl => new sqsApi.SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: 'x' }] }),
  ),
  ReceiveMessage: queue(QueueUrl => new sqsApi.ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 })),
  GetQueueAttributes: queue(
    QueueUrl => new sqsApi.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  ),
  PurgeQueue: queue(QueueUrl => new sqsApi.PurgeQueueCommand({ QueueUrl })),
  'DeleteMessageBatch of what was received': by(sqsApi.SQSClient, async (client, outputs) => {
    const QueueUrl = outputs.get('QueueUrl')!;
    const { Messages = [] } = await client.send(new sqsApi.ReceiveMessageCommand({ QueueUrl }));
    const Entries = Messages.map(({ ReceiptHandle }) => ({ Id: '1', ReceiptHandle }));
    return client.send(new sqsApi.DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }),
};

function queue(command: (url: string) => object): Call {
  return async (connection, outputs) => {
    const client = new sqsApi.SQSClient({ ...connection, useQueueUrlAsEndpoint: false });
    try {
      return await client.send(command(outputs.get('QueueUrl')!) as sqsApi.SendMessageCommand);
    } finally {
      client.destroy();
    }
  };
}

const sns = {
  Publish: by(snsApi.SNSClient, (c, o) =>
    c.send(new snsApi.PublishCommand({ TopicArn: o.get('TopicArn'), Message: 'x' })),
  ),
  PublishBatch: by(snsApi.SNSClient, (c, o) =>
    c.send(
      new snsApi.PublishBatchCommand({
        TopicArn: o.get('TopicArn'),
        PublishBatchRequestEntries: [{ Id: '1', Message: 'x' }],
      }),
    ),
  ),
  Subscribe: by(snsApi.SNSClient, (c, o) =>
    c.send(
      new snsApi.SubscribeCommand({ TopicArn: o.get('TopicArn'), Protocol: 'email', Endpoint: 'somebody@example.com' }),
    ),
  ),
};

const lambda = {
  Invoke: by(lambdaApi.LambdaClient, c => c.send(new lambdaApi.InvokeCommand({ FunctionName: 'function' }))),
  'Invoke of the alias': by(lambdaApi.LambdaClient, c =>
    c.send(new lambdaApi.InvokeCommand({ FunctionName: 'function', Qualifier: 'live' })),
  ),
  GetFunction: by(lambdaApi.LambdaClient, c => c.send(new lambdaApi.GetFunctionCommand({ FunctionName: 'function' }))),
};

const PutEvents = by(eventbridge.EventBridgeClient, c =>
  c.send(
    new eventbridge.PutEventsCommand({
      Entries: [{ EventBusName: 'bus', Source: 'test', DetailType: 'test', Detail: '{}' }],
    }),
  ),
);
const PutEventsToTheDefaultBus = by(eventbridge.EventBridgeClient, c =>
  c.send(new eventbridge.PutEventsCommand({ Entries: [{ Source: 'test', DetailType: 'test', Detail: '{}' }] })),
);

const states = {
  StartExecution: by(sfnApi.SFNClient, (c, o) =>
    c.send(new sfnApi.StartExecutionCommand({ stateMachineArn: o.get('MachineArn') })),
  ),
  StartSyncExecution: by(sfnApi.SFNClient, (c, o) =>
    c.send(new sfnApi.StartSyncExecutionCommand({ stateMachineArn: o.get('ExpressArn') })),
  ),
  ListExecutions: by(sfnApi.SFNClient, (c, o) =>
    c.send(new sfnApi.ListExecutionsCommand({ stateMachineArn: o.get('MachineArn') })),
  ),
  DescribeStateMachine: by(sfnApi.SFNClient, (c, o) =>
    c.send(new sfnApi.DescribeStateMachineCommand({ stateMachineArn: o.get('MachineArn') })),
  ),
};

const kms = {
  Encrypt: by(kmsApi.KMSClient, (c, o) =>
    c.send(new kmsApi.EncryptCommand({ KeyId: o.get('KeyId'), Plaintext: Buffer.from('x') })),
  ),
  GenerateDataKey: by(kmsApi.KMSClient, (c, o) =>
    c.send(new kmsApi.GenerateDataKeyCommand({ KeyId: o.get('KeyId'), KeySpec: 'AES_256' })),
  ),
  Decrypt: by(kmsApi.KMSClient, (c, o) =>
    c.send(
      new kmsApi.DecryptCommand({ KeyId: o.get('KeyId'), CiphertextBlob: Buffer.from(o.get('Secret')!, 'base64') }),
    ),
  ),
};

const secrets = {
  GetSecretValue: by(secretsApi.SecretsManagerClient, c =>
    c.send(new secretsApi.GetSecretValueCommand({ SecretId: 'secret' })),
  ),
  DescribeSecret: by(secretsApi.SecretsManagerClient, c =>
    c.send(new secretsApi.DescribeSecretCommand({ SecretId: 'secret' })),
  ),
  PutSecretValue: by(secretsApi.SecretsManagerClient, c =>
    c.send(new secretsApi.PutSecretValueCommand({ SecretId: 'secret', SecretString: 'y' })),
  ),
};

const Name = '/app/parameter';
const ssm = {
  GetParameter: by(ssmApi.SSMClient, c => c.send(new ssmApi.GetParameterCommand({ Name }))),
  GetParameters: by(ssmApi.SSMClient, c => c.send(new ssmApi.GetParametersCommand({ Names: [Name] }))),
  'GetParameters of two': by(ssmApi.SSMClient, c =>
    c.send(new ssmApi.GetParametersCommand({ Names: [Name, '/app/other'] })),
  ),
  PutParameter: by(ssmApi.SSMClient, c =>
    c.send(new ssmApi.PutParameterCommand({ Name, Value: 'y', Type: 'String', Overwrite: true })),
  ),
};

const { GetItem, Scan, Query, BatchGetItem, PutItem, UpdateItem, DeleteItem, BatchWriteItem } = ddb;
const reading = { GetItem, Scan, Query, BatchGetItem, 'Query of an index': ddb['Query of an index'] };
const writing = { PutItem, UpdateItem, DeleteItem, BatchWriteItem, TransactWriteItems: ddb.TransactWriteItems };
const { GetObject, HeadObject, ListObjects, PutObject, DeleteObject } = s3;
const { SendMessage, SendMessageBatch, ReceiveMessage, GetQueueAttributes, PurgeQueue } = sqs;
const consuming = {
  ReceiveMessage,
  GetQueueAttributes,
  'DeleteMessageBatch of what was received': sqs['DeleteMessageBatch of what was received'],
};
const { Publish, PublishBatch, Subscribe } = sns;
const { StartExecution, StartSyncExecution, ListExecutions, DescribeStateMachine } = states;
const { Encrypt, GenerateDataKey, Decrypt } = kms;
const { GetSecretValue, DescribeSecret, PutSecretValue } = secrets;
const { GetParameter, GetParameters, PutParameter } = ssm;

/** Every `grant*` of the constructs that serverless apps use, by the names of both. */
const CASES: Readonly<Record<string, Case>> = {
  'TableV2.grantReadData': { grant: ({ table }, role) => table.grantReadData(role), allows: reading, refuses: writing },
  'TableV2.grantWriteData': {
    grant: ({ table }, role) => table.grantWriteData(role),
    allows: writing,
    refuses: reading,
  },
  'TableV2.grantReadWriteData': {
    grant: ({ table }, role) => table.grantReadWriteData(role),
    allows: { ...reading, ...writing },
    refuses: { DeleteTable: ddb.DeleteTable },
  },
  'TableV2.grantFullAccess': {
    grant: ({ table }, role) => table.grantFullAccess(role),
    allows: { ...reading, ...writing, DescribeTable: ddb.DescribeTable },
    refuses: { PutObject },
  },
  'TableV2.grantStreamRead': {
    grant: ({ table }, role) => table.grantStreamRead(role),
    allows: { DescribeStream: ddb.DescribeStream },
    refuses: { GetItem },
  },
  'Bucket.grantRead': {
    grant: ({ bucket }, role) => bucket.grantRead(role),
    allows: { GetObject, HeadObject, ListObjects },
    refuses: { PutObject, DeleteObject },
  },
  'Bucket.grantRead of a prefix': {
    grant: ({ bucket }, role) => bucket.grantRead(role, 'elsewhere/*'),
    allows: { ListObjects },
    refuses: { GetObject },
  },
  'Bucket.grantPut': {
    grant: ({ bucket }, role) => bucket.grantPut(role),
    allows: { PutObject },
    refuses: { GetObject },
  },
  'Bucket.grantWrite': {
    grant: ({ bucket }, role) => bucket.grantWrite(role),
    allows: { PutObject, DeleteObject },
    refuses: { GetObject },
  },
  'Bucket.grantDelete': {
    grant: ({ bucket }, role) => bucket.grantDelete(role),
    allows: { DeleteObject },
    refuses: { PutObject },
  },
  'Bucket.grantReadWrite': {
    grant: ({ bucket }, role) => bucket.grantReadWrite(role),
    allows: { GetObject, ListObjects, PutObject, DeleteObject },
    refuses: { SendMessage },
  },
  'Queue.grantSendMessages': {
    grant: ({ queue: it }, role) => it.grantSendMessages(role),
    allows: { SendMessage, SendMessageBatch, GetQueueAttributes },
    refuses: { ReceiveMessage, PurgeQueue },
  },
  'Queue.grantConsumeMessages': {
    grant: ({ queue: it }, role) => it.grantConsumeMessages(role),
    allows: consuming,
    refuses: { SendMessage, SendMessageBatch },
  },
  'Queue.grantPurge': {
    grant: ({ queue: it }, role) => it.grantPurge(role),
    allows: { PurgeQueue },
    refuses: { SendMessage },
  },
  'Topic.grantPublish': {
    grant: ({ topic }, role) => topic.grantPublish(role),
    allows: { Publish, PublishBatch },
    refuses: { Subscribe },
  },
  'Topic.grantSubscribe': {
    grant: ({ topic }, role) => topic.grantSubscribe(role),
    allows: { Subscribe },
    refuses: { Publish, PublishBatch },
  },
  'Function.grantInvoke': {
    grant: ({ fn }, role) => fn.grantInvoke(role),
    allows: { Invoke: lambda.Invoke, 'Invoke of the alias': lambda['Invoke of the alias'] },
    refuses: { GetFunction: lambda.GetFunction },
  },
  'Function.grantInvokeLatestVersion': {
    grant: ({ fn }, role) => fn.grantInvokeLatestVersion(role),
    allows: { Invoke: lambda.Invoke },
    refuses: { 'Invoke of the alias': lambda['Invoke of the alias'] },
  },
  'Alias.grantInvoke': {
    grant: ({ alias }, role) => alias.grantInvoke(role),
    allows: { 'Invoke of the alias': lambda['Invoke of the alias'] },
    refuses: { Invoke: lambda.Invoke },
  },
  'EventBus.grantPutEventsTo': {
    grant: ({ bus }, role) => bus.grantPutEventsTo(role),
    allows: { PutEvents },
    refuses: { PutEventsToTheDefaultBus },
  },
  'EventBus.grantAllPutEvents': {
    grant: (_, role) => EventBus.grantAllPutEvents(role),
    allows: { PutEvents, PutEventsToTheDefaultBus },
    refuses: { SendMessage },
  },
  'StateMachine.grantStartExecution': {
    grant: ({ machine }, role) => machine.grantStartExecution(role),
    allows: { StartExecution },
    refuses: { ListExecutions, StartSyncExecution },
  },
  'StateMachine.grantStartSyncExecution': {
    grant: ({ express }, role) => express.grantStartSyncExecution(role),
    allows: { StartSyncExecution },
    refuses: { StartExecution },
  },
  'StateMachine.grantRead': {
    grant: ({ machine }, role) => machine.grantRead(role),
    allows: { ListExecutions, DescribeStateMachine },
    refuses: { StartExecution },
  },
  'Key.grantEncrypt': {
    grant: ({ key }, role) => key.grantEncrypt(role),
    allows: { Encrypt, GenerateDataKey },
    refuses: { Decrypt },
  },
  'Key.grantDecrypt': {
    grant: ({ key }, role) => key.grantDecrypt(role),
    allows: { Decrypt },
    refuses: { Encrypt, GenerateDataKey },
  },
  'Key.grantEncryptDecrypt': {
    grant: ({ key }, role) => key.grantEncryptDecrypt(role),
    allows: { Encrypt, GenerateDataKey, Decrypt },
    refuses: { GetSecretValue },
  },
  'Secret.grantRead': {
    grant: ({ secret }, role) => secret.grantRead(role),
    allows: { GetSecretValue, DescribeSecret },
    refuses: { PutSecretValue },
  },
  'Secret.grantWrite': {
    grant: ({ secret }, role) => secret.grantWrite(role),
    allows: { PutSecretValue },
    refuses: { GetSecretValue },
  },
  'StringParameter.grantRead': {
    grant: ({ parameter }, role) => parameter.grantRead(role),
    allows: { GetParameter, GetParameters },
    refuses: { PutParameter, 'GetParameters of two': ssm['GetParameters of two'] },
  },
  'StringParameter.grantWrite': {
    grant: ({ parameter }, role) => parameter.grantWrite(role),
    allows: { PutParameter },
    refuses: { GetParameter },
  },
};

describe('a role with', () => {
  let lab: Lab;
  let outputs: Map<string, string>;
  let nobody: Connection;

  beforeAll(async () => {
    const app = new App();
    const resources = new Resources(app);
    for (const name of ['nobody', ...Object.keys(CASES)]) {
      const roleName = name.replace(/\W+/g, '-');
      const role = new Role(resources, `Role-${roleName}`, { roleName, assumedBy: new AccountRootPrincipal() });
      CASES[name]?.grant(resources, role);
    }
    lab = await Lab.start();
    outputs = await lab.deploy(app, resources);
    outputs.set('Secret', await encrypted(lab, outputs));
    await PutObject(lab.root(), outputs);
    nobody = await lab.assume(arnOf('nobody'));
  }, 120_000);

  afterAll(() => lab?.stop());

  for (const [name, { allows, refuses }] of Object.entries(CASES)) {
    it(`${name} may do what it grants, and nothing else`, async () => {
      const role = await lab.assume(arnOf(name.replace(/\W+/g, '-')));

      expect(await outcomes(allows, role)).toEqual(all(allows, 'allowed'));
      expect(await outcomes(refuses, role)).toEqual(all(refuses, 'refused'));
    });
  }

  it('no policy at all may do nothing', async () => {
    const everything = Object.assign({}, ...Object.values(CASES).map(({ allows }) => allows)) as Case['allows'];

    expect(await outcomes(everything, nobody)).toEqual(all(everything, 'refused'));
  });

  async function outcomes(calls: Case['allows'], connection: Connection): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const [name, call] of Object.entries(calls)) found[name] = await outcome(call(connection, outputs));
    return found;
  }
});

function all(calls: Case['allows'], value: string): Record<string, string> {
  return Object.fromEntries(Object.keys(calls).map(name => [name, value]));
}

function arnOf(role: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${role}`;
}

async function encrypted(lab: Lab, outputs: Outputs): Promise<string> {
  const client = new kmsApi.KMSClient(lab.root());
  const command = new kmsApi.EncryptCommand({ KeyId: outputs.get('KeyId'), Plaintext: Buffer.from('x') });
  const { CiphertextBlob } = await client.send(command);
  client.destroy();
  return Buffer.from(CiphertextBlob!).toString('base64');
}
