import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App } from 'aws-cdk-lib/core';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { manifestStacks } from '../../drill/assembly/manifest.js';
import { type App as DeployedApp } from '../../drill/assembly/model.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { CdkCli } from '../../drill/cloud/cdk-cli.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { describeDeployed } from '../../drill/cloud/deployed.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { startCloud, type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { Schedules } from '../../drill/events/schedules.js';
import { BucketReplication } from '../../drill/replication/buckets.js';
import { TableReplication } from '../../drill/replication/tables.js';
import { createClock } from '../../drill/support/clock.js';
import { Regions, ReplicatedBucket, ReplicatedTable, ResilientService } from '../../lib';

const [EAST, WEST] = ['eu-west-1', 'eu-central-1'];
const ACCOUNT = '123456789012';
const STANDBY = 'Archive/eu-central-1';
const BUCKET = { [EAST]: `archive-uploads-${ACCOUNT}-${EAST}`, [WEST]: `archive-uploads-${ACCOUNT}-${WEST}` };
const TABLE = 'Archive-Files';
const IN_USE = 'archive-tasks';
const HOW = ['--require-approval', 'never'];
const SPEED = 10;
const PATIENCE_MILLIS = 20_000;
const onProgress = (): void => undefined;

let work: string;
let app: DeployedApp;
let cloud: LocalCloud;
let cdk: CdkCli;

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'twice-'));
  const directory = path.join(work, 'cdk.out');
  synthArchive(directory);
  app = { directory, account: ACCOUNT, regions: [EAST, WEST], stacks: manifestStacks(directory), objectives: {} };
  const { python } = await prepareEnvironment({ onProgress });
  const adapted = adaptAssembly(app, await supportedTypes(python), path.join(work, 'adapted'));
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  cloud = await startCloud({ python, regions: app.regions, account: ACCOUNT, workDir, speed: SPEED, onProgress });
  cdk = new CdkCli(cloud, EAST, adapted.directory);
}, 5 * 60_000);

afterAll(async () => {
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** A table and buckets in two regions; the last that the standby makes is a queue, under a name that may be in use. */
function synthArchive(outdir: string): void {
  const cdkApp = new App({ outdir });
  const service = new ResilientService(cdkApp, 'Archive', {
    regions: Regions.activePassive(EAST, WEST),
    account: ACCOUNT,
  });
  new ReplicatedTable(service, 'Files', {
    partitionKey: { name: 'key', type: AttributeType.STRING },
    deletionProtection: false,
  });
  const uploads = new ReplicatedBucket(service, 'Uploads');
  const standby = service.regionalStacks[1];
  new Queue(standby, 'Tasks', { queueName: IN_USE }).node.addDependency(uploads.inRegion(standby));
  cdkApp.synth();
}

/** Calls a service of a region, as a person with the AWS CLI would. */
async function ask<C extends { destroy(): void }, R>(
  Client: new (config: ReturnType<typeof clientConfig>) => C,
  region: string,
  call: (client: C) => Promise<R>,
): Promise<R> {
  const client = new Client(clientConfig(cloud, region));
  return call(client).finally(() => client.destroy());
}

const write = (region: string, key: string) =>
  Promise.all([
    ask(DynamoDBClient, region, it => it.send(new PutItemCommand({ TableName: TABLE, Item: { key: { S: key } } }))),
    ask(S3Client, region, it => it.send(new PutObjectCommand({ Bucket: BUCKET[region], Key: key, Body: key }))),
  ]);

async function stackStatus(region: string): Promise<string | undefined> {
  const command = new DescribeStacksCommand({ StackName: `Archive-${region}` });
  const { Stacks } = await ask(CloudFormationClient, region, it => it.send(command));
  return Stacks![0].StackStatus;
}

async function itemIn(region: string, key: string): Promise<boolean> {
  const command = new GetItemCommand({ TableName: TABLE, Key: { key: { S: key } } });
  return (await ask(DynamoDBClient, region, it => it.send(command))).Item !== undefined;
}

async function objectsIn(region: string): Promise<(string | undefined)[]> {
  const command = new ListObjectsV2Command({ Bucket: BUCKET[region] });
  const { Contents = [] } = await ask(S3Client, region, it => it.send(command));
  return Contents.map(object => object.Key).sort();
}

/** Lets AWS's part work for a while: the keepers' schedule once, then replication until everything is everywhere. */
async function replicate(during: () => Promise<unknown>): Promise<void> {
  const deployed = await describeDeployed(cloud, app);
  const world = { cloud, clock: createClock(SPEED) };
  const tables = new TableReplication({ ...world, tables: deployed.globalTables });
  const buckets = new BucketReplication({ ...world, buckets: deployed.buckets });
  const schedules = new Schedules({ ...world, schedules: deployed.schedules });
  await tables.start();
  buckets.start();
  // What is there before a keeper has run is not replicated.
  await buckets.settle(PATIENCE_MILLIS);
  expect((await schedules.fireOnce()).filter(firing => firing.problem !== undefined)).toEqual([]);
  await during();
  expect(await tables.settle(PATIENCE_MILLIS)).toBe(true);
  expect(await buckets.settle(PATIENCE_MILLIS)).toBe(true);
  await Promise.all([tables.stop(), buckets.stop(), schedules.stop()]);
}

// Each test goes on where the one before it ended: it is the life of one app.
test('a first deployment that fails in the standby leaves nothing there that is in the way, and the primary as it is', async () => {
  await ask(SQSClient, WEST, it => it.send(new CreateQueueCommand({ QueueName: IN_USE })));

  await expect(deployApp(cloud, app, path.join(work, 'adapted'), { onProgress })).rejects.toMatchObject({
    code: 'DeployFailed',
    message: expect.stringContaining(`'${IN_USE}' already exists`),
  });

  expect(await stackStatus(EAST)).toBe('CREATE_COMPLETE');
  expect(await stackStatus(WEST)).toBe('ROLLBACK_COMPLETE');
  const bucket = ask(S3Client, WEST, it => it.send(new HeadBucketCommand({ Bucket: BUCKET[WEST] })));
  await expect(bucket).rejects.toMatchObject({ name: 'NotFound' });
  await write(EAST, 'first');
}, 120_000);

test('the second deployment succeeds, and what was written before it is there', async () => {
  const url = `${cloud.endpoint}/${ACCOUNT}/${IN_USE}`;
  await ask(SQSClient, WEST, it => it.send(new DeleteQueueCommand({ QueueUrl: url })));

  await cdk.run(['deploy', '**', ...HOW, '--method', 'direct', '--concurrency', '2']);

  expect(await stackStatus(WEST)).toBe('CREATE_COMPLETE');
  await replicate(() => write(EAST, 'second'));
  expect(await itemIn(WEST, 'first')).toBe(true);
  expect(await objectsIn(EAST)).toEqual(['first', 'second']);
  expect(await objectsIn(WEST)).toEqual(['second']);
}, 120_000);

test('a region whose stack is destroyed keeps its data, and its names', async () => {
  await cdk.run(['destroy', STANDBY, '--force']);

  expect(await objectsIn(WEST)).toEqual(['second']);
  expect(await itemIn(WEST, 'second')).toBe(true);
  await expect(cdk.run(['deploy', STANDBY, ...HOW, '--method', 'direct'])).rejects.toThrow(
    `identifier '${BUCKET[WEST]}' already exists`,
  );
}, 120_000);

test('it is deployed again by adopting what it left, with all data of both regions', async () => {
  await cdk.run(['deploy', STANDBY, ...HOW, '--import-existing-resources']);

  expect(await stackStatus(WEST)).toBe('CREATE_COMPLETE');
  await replicate(() => write(WEST, 'third'));
  expect(await objectsIn(EAST)).toEqual(['first', 'second', 'third']);
  expect(await objectsIn(WEST)).toEqual(expect.arrayContaining(['second', 'third']));
  expect(await itemIn(EAST, 'third')).toBe(true);
}, 120_000);
