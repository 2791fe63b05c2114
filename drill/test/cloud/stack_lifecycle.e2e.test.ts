import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig } from '../../cloud/aws-environment.js';
import { prepareEnvironment } from '../../cloud/environment.js';
import { type LocalCloud, startCloud } from '../../cloud/local-cloud.js';

const REGION = 'us-east-1';
const POLL_MILLIS = 50;
const ROLE = 'arn:aws:iam::123456789012:role/any';
const KEY = {
  KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};
const policy = (statement: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});
const TRUST = policy({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** One of each type that has a name of its own: its properties, given the name. */
const NAMED: Readonly<Record<string, (name: string) => object>> = {
  'AWS::Backup::BackupVault': name => ({ BackupVaultName: name }),
  'AWS::CloudWatch::Alarm': name => ({
    AlarmName: name,
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    MetricName: 'Errors',
    Namespace: 'Own',
    Period: 60,
    Statistic: 'Sum',
    Threshold: 1,
  }),
  'AWS::CloudWatch::Dashboard': name => ({ DashboardName: name, DashboardBody: '{}' }),
  'AWS::DynamoDB::GlobalTable': name => ({ TableName: name, ...KEY, Replicas: [{ Region: REGION }] }),
  'AWS::DynamoDB::Table': name => ({ TableName: name, ...KEY }),
  'AWS::Events::Rule': name => ({ Name: name, ScheduleExpression: 'rate(1 day)' }),
  'AWS::IAM::ManagedPolicy': name => ({
    ManagedPolicyName: name,
    PolicyDocument: policy({ Action: 's3:GetObject', Resource: '*' }),
  }),
  'AWS::IAM::Role': name => ({ RoleName: name, AssumeRolePolicyDocument: TRUST }),
  'AWS::KMS::Alias': name => ({ AliasName: `alias/${name}`, TargetKeyId: 'any' }),
  'AWS::Kinesis::Stream': name => ({ Name: name, ShardCount: 1 }),
  'AWS::Lambda::Function': name => ({
    FunctionName: name,
    Code: { ZipFile: 'exports.handler = async () => {};' },
    Handler: 'index.handler',
    Role: ROLE,
    Runtime: 'nodejs22.x',
  }),
  'AWS::Logs::LogGroup': name => ({ LogGroupName: name }),
  'AWS::S3::Bucket': name => ({ BucketName: name }),
  'AWS::SNS::Topic': name => ({ TopicName: name }),
  'AWS::SQS::Queue': name => ({ QueueName: name }),
  'AWS::SecretsManager::Secret': name => ({ Name: name }),
  'AWS::StepFunctions::StateMachine': name => ({
    StateMachineName: name,
    RoleArn: ROLE,
    DefinitionString: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}',
  }),
};

let cloud: LocalCloud;
let client: CloudFormationClient;

beforeAll(async () => {
  const onProgress = (): void => undefined;
  const { python } = await prepareEnvironment({ onProgress });
  const workDir = mkdtempSync(join(tmpdir(), 'lifecycle-'));
  cloud = await startCloud({ python, regions: [REGION], account: '123456789012', workDir, speed: 1, onProgress });
  client = new CloudFormationClient(clientConfig(cloud, REGION));
}, 300_000);

afterAll(async () => {
  client?.destroy();
  await cloud?.stop();
});

/** How a stack stands once nothing is in progress, and why its resources failed. */
interface Outcome {
  readonly status: string;
  readonly reasons: string;
}

async function outcomeOf(StackName: string): Promise<Outcome> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const { StackStatus: status = '' } = Stacks![0];
    if (!status.endsWith('IN_PROGRESS')) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      const failed = StackEvents.filter(event => event.ResourceStatus!.endsWith('_FAILED'));
      return {
        status,
        reasons: failed.map(event => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`).join(),
      };
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MILLIS));
  }
}

type Resources = Readonly<Record<string, object>>;

async function create(name: string, resources: Resources): Promise<Outcome & { id: string }> {
  const { StackId: id = '' } = await client.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: JSON.stringify({ Resources: resources }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  return { id, ...(await outcomeOf(id)) };
}

async function remove(StackName: string): Promise<Outcome> {
  await client.send(new DeleteStackCommand({ StackName }));
  return outcomeOf(StackName);
}

/** Fails once everything else is there. */
const broken = (...DependsOn: string[]): object => ({
  Type: 'AWS::Lambda::EventInvokeConfig',
  Properties: { FunctionName: 'nobody', Qualifier: 'live' },
  DependsOn,
});

/** Creates a stack that fails after a resource, deletes it, and creates the stack again without what failed. */
async function createTwice(name: string, resource: object): Promise<Outcome> {
  const first = await create(name, { Resource: resource, Broken: broken('Resource') });
  expect(first).toMatchObject({ status: 'ROLLBACK_COMPLETE', reasons: expect.stringMatching(/^Broken: .*nobody/) });
  expect(await remove(first.id)).toMatchObject({ status: 'DELETE_COMPLETE' });
  return create(name, { Resource: resource });
}

const stackName = (type: string, suffix: string): string => type.replace('AWS', suffix).replaceAll('::', '-');

test.each(Object.entries(NAMED))(
  'fails where a first creation left %s behind under its name, in the words of CloudFormation',
  async (type, properties) => {
    const name = stackName(type, 'kept').toLowerCase();
    const retained = { Type: type, Properties: properties(name), DeletionPolicy: 'Retain' };

    const second = await createTwice(stackName(type, 'Kept'), retained);

    expect(second.status).toBe('ROLLBACK_COMPLETE');
    const identifier = type === 'AWS::KMS::Alias' ? `alias/${name}` : name;
    const words = `Resource: Resource handler returned message: "Resource of type '${type}' with identifier '${identifier}' already exists." (RequestToken: `;
    expect(second.reasons).toContain(words);
    expect(second.reasons).toContain('HandlerErrorCode: AlreadyExists)');
  },
);

test.each(Object.entries(NAMED))("%s that goes with a failed creation is in nobody's way", async (type, properties) => {
  const name = stackName(type, 'gone').toLowerCase();
  const resource = { Type: type, Properties: properties(name), DeletionPolicy: 'RetainExceptOnCreate' };

  expect(await createTwice(stackName(type, 'Gone'), resource)).toMatchObject({
    status: 'CREATE_COMPLETE',
    reasons: '',
  });
});

test('what has a generated name gets another one each time that its stack is made', async () => {
  const resources = Object.fromEntries(
    ['AWS::Logs::LogGroup', 'AWS::SQS::Queue', 'AWS::DynamoDB::Table', 'AWS::IAM::Role'].map((Type, i) => {
      const Properties = { ...NAMED[Type]('x') } as Record<string, unknown>;
      for (const name of ['LogGroupName', 'QueueName', 'TableName', 'RoleName']) delete Properties[name];
      return [`Kept${i}`, { Type, Properties, DeletionPolicy: 'Retain' }];
    }),
  );
  const namesOf = async (StackName: string): Promise<(string | undefined)[]> => {
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName }));
    return StackResources.map(each => each.PhysicalResourceId);
  };

  const first = await create('Generated', resources);
  const before = await namesOf(first.id);
  await remove(first.id);
  const second = await create('Generated', resources);
  const after = await namesOf(second.id);

  expect(second.status).toBe('CREATE_COMPLETE');
  expect(new Set([...before, ...after]).size).toBe(8);
});

test('fails to delete a bucket with objects, and a table that is protected', async () => {
  const { id } = await create('Filled', {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'filled' } },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { ...KEY, DeletionProtectionEnabled: true } },
    Empty: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'empty' } },
  });
  const s3 = new S3Client(clientConfig(cloud, REGION));
  await s3.send(new PutObjectCommand({ Bucket: 'filled', Key: 'a', Body: 'a' }));
  s3.destroy();

  const { status, reasons } = await remove(id);

  expect(status).toBe('DELETE_FAILED');
  expect(reasons).toMatch(/Bucket: .*The bucket you tried to delete is not empty/);
  expect(reasons).toMatch(/Table: .*currently protected against deletion/);
  expect(reasons).not.toMatch(/Empty:/);
});

test('a bucket that is deleted and made again has none of its former settings', async () => {
  const resources = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'settings' } } };
  const s3 = new S3Client(clientConfig(cloud, REGION));
  const first = await create('Settings', resources);
  const rule = { Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::elsewhere' } } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'settings', VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(
    new PutBucketReplicationCommand({ Bucket: 'settings', ReplicationConfiguration: { Role: ROLE, Rules: [rule] } }),
  );

  await remove(first.id);
  await create('Settings', resources);

  const settings = s3.send(new GetBucketReplicationCommand({ Bucket: 'settings' }));
  await expect(settings).rejects.toThrow('replication configuration was not found');
  s3.destroy();
});
