import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type DeployedApp, type GlobalTableSpec } from '../../assembly/model.js';
import { createClock, type Clock } from '../../support/clock.js';
import { prepareEnvironment } from '../../cloud/environment.js';
import { startCloud, type LocalCloud } from '../../cloud/local-cloud.js';
import { RegionalClients } from '../../cloud/regional-clients.js';
import { BucketReplication } from '../../replication/buckets.js';
import { TableReplication, type TableReplicationOptions } from '../../replication/tables.js';
import { Audit } from '../../measure/audit.js';
import { DataProbe } from '../../load/data-probe.js';

const [EAST, WEST] = ['us-east-1', 'us-west-2'];
const SPEED = 5;
const SETTLE_MILLIS = 20_000;
const APP: DeployedApp = {
  healthChecks: [],
  records: [],
  globalTables: [],
  buckets: [],
  deadLetterQueues: [],
  schedules: [],
};

jest.setTimeout(60_000);

let cloud: LocalCloud;
let clients: RegionalClients;
let clock: Clock;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  const onProgress = (): void => undefined;
  const workDir = mkdtempSync(join(tmpdir(), 'drill-replication-'));
  const { python } = await prepareEnvironment({ onProgress });
  cloud = await startCloud({
    python,
    regions: [EAST, WEST],
    account: '123456789012',
    workDir,
    speed: SPEED,
    onProgress,
  });
  clients = new RegionalClients(cloud);
  clock = createClock(SPEED);
}, 180_000);

afterEach(() => Promise.all(running.splice(0).map(it => it.stop())));
afterAll(async () => {
  clients?.destroy();
  await cloud?.stop();
});

describe('the replicas of a global table', () => {
  let count = 0;
  let table: GlobalTableSpec;

  beforeEach(async () => {
    const tableName = `Files-${++count}`;
    table = { path: 'App/Files', homeRegion: EAST, tableName, replicaRegions: [EAST, WEST] };
    const index = { IndexName: 'by-owner', KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' as const }] };
    const create = new CreateTableCommand({
      TableName: tableName,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'owner', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [{ ...index, Projection: { ProjectionType: 'ALL' } }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await clients.dynamo(EAST).send(create);
  });

  async function replicate(more: Partial<TableReplicationOptions> = {}): Promise<TableReplication> {
    const replication = new TableReplication({ cloud, clock, tables: [table], ...more });
    running.push(replication);
    await replication.start();
    return replication;
  }

  const keyOf = (id: string) => ({ pk: { S: id }, sk: { N: '1' } });
  const put = (region: string, id: string, value: string) =>
    clients
      .dynamo(region)
      .send(new PutItemCommand({ TableName: table.tableName, Item: { ...keyOf(id), value: { S: value } } }));
  const remove = (region: string, id: string) =>
    clients.dynamo(region).send(new DeleteItemCommand({ TableName: table.tableName, Key: keyOf(id) }));
  const get = async (region: string, id: string): Promise<string | undefined> => {
    const command = new GetItemCommand({ TableName: table.tableName, Key: keyOf(id), ConsistentRead: true });
    return (await clients.dynamo(region).send(command)).Item?.value?.S;
  };

  test('are created with the keys, the indexes and the billing of the home table, and with a stream', async () => {
    await replicate();

    const { Table } = await clients.dynamo(WEST).send(new DescribeTableCommand({ TableName: table.tableName }));

    expect(Table?.KeySchema?.map(key => key.AttributeName)).toEqual(['pk', 'sk']);
    expect(Table?.GlobalSecondaryIndexes?.map(index => index.IndexName)).toEqual(['by-owner']);
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  test('have what was there before, and every change of either region', async () => {
    await put(EAST, 'before', '1');
    const replication = await replicate();
    await put(EAST, 'east', '1');
    await put(WEST, 'west', '1');
    await put(EAST, 'changed', '1');
    await put(EAST, 'changed', '2');
    await put(EAST, 'removed', '1');
    await remove(EAST, 'removed');

    expect(await replication.settle(SETTLE_MILLIS)).toBe(true);

    for (const region of [EAST, WEST]) {
      const found = await Promise.all(['before', 'east', 'west', 'changed', 'removed'].map(id => get(region, id)));
      expect(found).toEqual(['1', '1', '1', '2', undefined]);
    }
    expect(replication.problems).toEqual([]);
  });

  test('agree on the last writer', async () => {
    const replication = await replicate();
    await put(EAST, 'a', 'first');
    await wait(5);
    await put(WEST, 'a', 'last');

    await replication.settle(SETTLE_MILLIS);

    expect([await get(EAST, 'a'), await get(WEST, 'a')]).toEqual(['last', 'last']);
  });

  test('get nothing when replication is off', async () => {
    const replication = await replicate({ mode: 'off' });
    await put(EAST, 'a', '1');

    await replication.settle(SETTLE_MILLIS);
    await wait(500);

    expect(await get(WEST, 'a')).toBeUndefined();
  });

  test('get what was held back after a pause', async () => {
    const replication = await replicate();
    replication.pause();
    await put(EAST, 'a', '1');
    await wait(1000);
    expect(await get(WEST, 'a')).toBeUndefined();

    replication.resume();
    await replication.settle(SETTLE_MILLIS);

    expect(await get(WEST, 'a')).toBe('1');
  });

  test('lack what had not left a frozen region, and get it when the region returns', async () => {
    const replication = await replicate({ lagSeconds: 10 });
    await put(EAST, 'stranded', '1');
    await cloud.freeze(EAST);
    try {
      await put(WEST, 'meanwhile', '1');
      await wait(clock.toMillis(10) + 1000);
      expect(await get(WEST, 'stranded')).toBeUndefined();
    } finally {
      await cloud.thaw(EAST);
    }

    expect(await replication.settle(SETTLE_MILLIS)).toBe(true);

    expect(await get(WEST, 'stranded')).toBe('1');
    expect(await get(EAST, 'meanwhile')).toBe('1');
    expect(replication.problems).toEqual([]);
  });

  test('show the audit which data probes have arrived', async () => {
    const replication = await replicate();
    const audit = new Audit({ cloud, workload: workloadOf([table]), deployed: { ...APP, globalTables: [table] } });
    const probe = await DataProbe.of(table, clients);
    const [arrived, missing] = ['drill-a-000001', 'drill-a-000002'].map(id => ({
      id,
      region: EAST,
      sentAt: 0,
      ackedAt: 0,
      item: { table: table.tableName, key: probe.keyOf(id) },
    }));
    await probe.put(EAST, arrived.id, 5000);
    await replication.settle(SETTLE_MILLIS);
    replication.pause();
    await probe.put(EAST, missing.id, 5000);

    expect(await audit.presentWrites(WEST, [arrived, missing])).toEqual(new Set([arrived.id]));
    expect(await audit.duplicatedWrites(WEST, [arrived, missing])).toBe(0);
    audit.close();
  });
});

describe('a bucket with a replication configuration', () => {
  let count = 0;
  let buckets: { region: string; path: string; name: string }[];

  beforeEach(async () => {
    count++;
    buckets = [EAST, WEST].map(region => ({
      region,
      path: `App/${region}/Uploads`,
      name: `uploads-${count}-${region}`,
    }));
    for (const { region, name } of buckets) {
      await clients.s3(region).send(new CreateBucketCommand({ Bucket: name }));
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await clients.s3(region).send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
    }
  });

  async function configure(from: number, to: number, Status: 'Enabled' | 'Disabled' = 'Enabled'): Promise<void> {
    const { region, name } = buckets[from];
    const rule = {
      ID: 'all',
      Status,
      Priority: 1,
      Filter: {},
      DeleteMarkerReplication: { Status: 'Enabled' },
      Destination: { Bucket: `arn:aws:s3:::${buckets[to].name}` },
    } as const;
    const ReplicationConfiguration = { Role: 'arn:aws:iam::123456789012:role/replication', Rules: [rule] };
    await clients.s3(region).send(new PutBucketReplicationCommand({ Bucket: name, ReplicationConfiguration }));
  }

  function replicate(mode: 'on' | 'off' = 'on', lagSeconds = 1): BucketReplication {
    const replication = new BucketReplication({ cloud, clock, buckets, mode, lagSeconds });
    running.push(replication);
    replication.start();
    return replication;
  }

  const put = (at: number, Key: string, Body = 'text') => {
    const object = { ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { owner: 'drill' } };
    return clients
      .s3(buckets[at].region)
      .send(new PutObjectCommand({ Bucket: buckets[at].name, Key, Body, ...object }));
  };
  const get = (at: number, Key: string) =>
    clients.s3(buckets[at].region).send(new GetObjectCommand({ Bucket: buckets[at].name, Key }));
  const versions = async (at: number): Promise<string[]> => {
    const command = new ListObjectVersionsCommand({ Bucket: buckets[at].name });
    const { Versions = [], DeleteMarkers = [] } = await clients.s3(buckets[at].region).send(command);
    return [...Versions.map(it => it.Key!), ...DeleteMarkers.map(it => `${it.Key} deleted`)];
  };

  test('is copied with its metadata, in both directions and only once', async () => {
    await configure(0, 1);
    await configure(1, 0);
    const replication = replicate();
    await put(0, 'east/with space.txt');
    await put(1, 'west.txt');

    expect(await replication.settle(SETTLE_MILLIS)).toBe(true);
    await wait(1500);

    for (const at of [0, 1]) expect((await versions(at)).sort()).toEqual(['east/with space.txt', 'west.txt']);
    const copy = await get(1, 'east/with space.txt');
    expect(copy).toMatchObject({ ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { owner: 'drill' } });
    expect(await copy.Body?.transformToString()).toBe('text');
    expect(replication.problems).toEqual([]);
  });

  test('has its delete markers copied where the rule says so', async () => {
    await configure(0, 1);
    const replication = replicate();
    await put(0, 'a');
    await clients.s3(EAST).send(new DeleteObjectCommand({ Bucket: buckets[0].name, Key: 'a' }));

    await replication.settle(SETTLE_MILLIS);

    expect(await versions(1)).toEqual(['a', 'a deleted']);
  });

  test('leaves alone what was there before the configuration', async () => {
    const replication = replicate();
    await put(0, 'before');
    await replication.settle(SETTLE_MILLIS);
    await configure(0, 1);
    await put(0, 'after');

    await replication.settle(SETTLE_MILLIS);

    expect(await versions(1)).toEqual(['after']);
  });

  test('is not copied when its rule is switched off, and that is told of', async () => {
    await configure(0, 1, 'Disabled');
    const replication = replicate();
    await put(0, 'a');

    await replication.settle(SETTLE_MILLIS);

    expect(await versions(1)).toEqual([]);
    expect(replication.switchedOff).toEqual([`rule "all" of bucket ${buckets[0].name} in ${EAST}`]);
  });

  test('is not copied when replication is off', async () => {
    await configure(0, 1);
    replicate('off');
    await put(0, 'a');
    await wait(1500);

    expect(await versions(1)).toEqual([]);
  });

  test('is copied when the destination returns', async () => {
    await configure(0, 1);
    const replication = replicate();
    await cloud.freeze(WEST);
    try {
      await put(0, 'a');
      await wait(1500);
    } finally {
      await cloud.thaw(WEST);
    }

    expect(await replication.settle(SETTLE_MILLIS)).toBe(true);

    expect(await versions(1)).toEqual(['a']);
  });
});

test('the audit finds keys in dead letters, and leaves the letters where they are', async () => {
  const { QueueUrl } = await clients.sqs(WEST).send(new CreateQueueCommand({ QueueName: 'Rejected' }));
  const bodies = Array.from({ length: 23 }, (_, i) => `{"object":{"key":"upload-${i}."}}`);
  for (const MessageBody of bodies) await clients.sqs(WEST).send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const deployed = { ...APP, deadLetterQueues: [{ region: WEST, path: 'App/Rejected', url: QueueUrl! }] };
  const audit = new Audit({ cloud, workload: workloadOf([]), deployed });
  const uploads = ['upload-0.', 'upload-22.', 'upload-99.'].map(key => ({
    key,
    bucket: 'uploads',
    region: WEST,
    sentAt: 0,
    acceptedAt: 0,
    poison: true,
  }));

  for (const look of ['first', 'second']) {
    const found = await audit.deadLetteredUploads(WEST, uploads);
    expect([look, ...found]).toEqual([look, 'upload-0.', 'upload-22.']);
  }

  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  expect((await clients.sqs(WEST).send(receive)).Messages).toHaveLength(10);
  audit.close();
});

test('a region that is gone for good holds nothing up', async () => {
  const table = { path: 'App/Lost', homeRegion: EAST, tableName: 'Lost', replicaRegions: [EAST, WEST] };
  const AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' as const }];
  const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' as const }];
  const create = { TableName: 'Lost', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions, KeySchema } as const;
  await clients.dynamo(EAST).send(new CreateTableCommand(create));
  const replication = new TableReplication({ cloud, clock, tables: [table] });
  running.push(replication);
  await replication.start();
  await cloud.kill(EAST);
  await clients.dynamo(WEST).send(new PutItemCommand({ TableName: 'Lost', Item: { pk: { S: 'a' } } }));
  expect(await replication.settle(2000)).toBe(false);

  await replication.dropRegion(EAST);

  expect(await replication.settle(SETTLE_MILLIS)).toBe(true);
  expect(replication.problems).toEqual([]);
});

function workloadOf(dataProbes: GlobalTableSpec[]) {
  return { requestsPerSecond: 1, clients: 1, clientTimeoutSeconds: 5, reads: [], dataProbes };
}
