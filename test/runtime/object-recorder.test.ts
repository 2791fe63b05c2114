import { type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import {
  contextFrom,
  type ObjectCreatedEvent,
  type Outcome,
  recordAlone,
  type RecorderContext,
  recordObject,
} from '../../lib/runtime/object-recorder';
import { RejectedObjectError } from '../../lib/runtime/ingest/record-batch';
import { MemoryTable } from './support/table';

const head = {
  ETag: '"e1"',
  ContentLength: 5,
  VersionId: 'v1',
  LastModified: new Date('2026-01-02T03:04:05Z'),
};

function event(key = 'red flower+1.jpg'): ObjectCreatedEvent {
  return { detail: { bucket: { name: 'uploads-us-east-1' }, object: { key } } };
}

function notFound() {
  return Object.assign(new Error('gone'), { name: 'NotFound' });
}

/** A recorder beside a bucket and a table; `s3` is what the object's head says, or the error of a service. */
function given(answers: { s3?: unknown; dynamodb?: Error } = {}, change: Partial<RecorderContext> = {}) {
  const partitionKey = change.partitionKey ?? 'id';
  const table = new MemoryTable(partitionKey);
  let answer = answers.s3 ?? head;
  const s3 = jest.fn(async (_: { input: unknown }) => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const dynamodb = jest.fn(async ({ input }: { input: UpdateItemCommandInput }) => {
    if (answers.dynamodb) throw answers.dynamodb;
    table.update(input);
  });
  const context = {
    s3: { send: s3 },
    dynamodb: { send: dynamodb },
    tableName: 'files',
    maxObjectSize: 10,
    ...change,
    partitionKey,
  } as unknown as RecorderContext;
  /** The object has another head now, and its event comes. */
  const upload = (changed: object): Promise<Outcome> => {
    answer = { ...head, ...changed };
    return recordObject(event(), context);
  };
  return { context, s3, dynamodb, table, upload, item: () => table.items.get('red flower+1.jpg') };
}

const later = new Date('2026-01-02T03:04:06Z');
const earlier = new Date('2026-01-02T03:04:04Z');

test('an object is recorded with its state, under its key', async () => {
  const { context, dynamodb, item } = given();
  await expect(recordObject(event(), context)).resolves.toBe('recorded');
  expect(dynamodb.mock.calls[0][0].input.TableName).toBe('files');
  expect(item()).toEqual({
    id: { S: 'red flower+1.jpg' },
    key: { S: 'red flower+1.jpg' },
    bucket: { S: 'uploads-us-east-1' },
    versionId: { S: 'v1' },
    etag: { S: 'e1' },
    size: { N: '5' },
    lastModified: { S: '2026-01-02T03:04:05.000Z' },
  });
});

test('the key is asked for as the event has it', async () => {
  const { context, s3 } = given();
  await recordObject(event('a%20b+c'), context);
  expect(s3.mock.calls[0][0].input).toEqual({ Bucket: 'uploads-us-east-1', Key: 'a%20b+c' });
});

test('a table whose partition key is "key" gets it once', async () => {
  const { context, dynamodb } = given({}, { partitionKey: 'key' });
  await recordObject(event(), context);
  const { Key, UpdateExpression } = dynamodb.mock.calls[0][0].input;
  expect(Key).toEqual({ key: { S: 'red flower+1.jpg' } });
  expect(UpdateExpression).not.toContain('#key ');
});

test('an item that the service has under the key gets the record, and keeps what is the service’s', async () => {
  const { table, upload, item } = given();
  table.items.set('red flower+1.jpg', { id: { S: 'red flower+1.jpg' }, note: { S: 'from the service' } });
  await expect(upload({})).resolves.toBe('recorded');
  expect(item()).toMatchObject({ note: { S: 'from the service' }, versionId: { S: 'v1' } });
});

test('a newer upload takes the place of the record, and keeps what is the service’s', async () => {
  const { table, upload, item } = given();
  await upload({});
  table.items.set('red flower+1.jpg', { ...item(), note: { S: 'from the service' } });
  await expect(upload({ VersionId: 'v2', ETag: '"e2"', LastModified: later })).resolves.toBe('recorded');
  expect(item()).toMatchObject({ note: { S: 'from the service' }, versionId: { S: 'v2' }, etag: { S: 'e2' } });
});

test('the same content again is a version of its own: the record names the one that lasts', async () => {
  const { upload, item } = given();
  await upload({});
  await expect(upload({ VersionId: 'v2', LastModified: later })).resolves.toBe('recorded');
  expect(item()).toMatchObject({ versionId: { S: 'v2' }, etag: { S: 'e1' } });
});

test('a version of the same second is told apart by its id', async () => {
  const { upload, item } = given();
  await upload({});
  await expect(upload({ VersionId: 'v2', ETag: '"e2"' })).resolves.toBe('recorded');
  expect(item()).toMatchObject({ versionId: { S: 'v2' } });
});

test('an event that comes twice is well', async () => {
  const { upload } = given();
  await upload({});
  await expect(upload({})).resolves.toBe('already-recorded');
});

test('the replica is the same version, whatever its key makes of the ETag', async () => {
  const { upload, item } = given();
  await upload({});
  await expect(upload({ ETag: '"under another key"', ReplicationStatus: 'REPLICA' })).resolves.toBe('already-recorded');
  expect(item()).toMatchObject({ etag: { S: 'e1' } });
});

test('an older state never takes the place of a newer one', async () => {
  const { upload, item } = given();
  await upload({});
  await expect(upload({ VersionId: 'v0', ETag: '"e0"', LastModified: earlier })).resolves.toBe('already-recorded');
  expect(item()).toMatchObject({ versionId: { S: 'v1' } });
});

test('in a bucket without versions content of the same second is told apart by its ETag', async () => {
  const { upload, item } = given();
  const unversioned = { VersionId: undefined };
  await upload(unversioned);
  expect(item()).not.toHaveProperty('versionId');
  await expect(upload(unversioned)).resolves.toBe('already-recorded');
  await expect(upload({ ...unversioned, ETag: '"e2"' })).resolves.toBe('recorded');
});

test('an object that is gone leaves nothing to record', async () => {
  const { context, dynamodb } = given({ s3: notFound() });
  await expect(recordObject(event(), context)).resolves.toBe('gone');
  expect(dynamodb).not.toHaveBeenCalled();
});

test('an object of the largest size is recorded', async () => {
  const { context } = given({ s3: { ...head, ContentLength: 10 } });
  await expect(recordObject(event(), context)).resolves.toBe('recorded');
});

test('fails on a larger object, and says how large it is', async () => {
  const { context, dynamodb } = given({ s3: { ...head, ContentLength: 11 } });
  const recording = recordObject(event('big.bin'), context);
  await expect(recording).rejects.toBeInstanceOf(RejectedObjectError);
  await expect(recording).rejects.toMatchObject({
    name: 'RejectedObjectError',
    message: 'object "big.bin" in bucket "uploads-us-east-1" has 11 bytes, and 10 are allowed',
  });
  expect(dynamodb).not.toHaveBeenCalled();
});

test('a replica of a larger object is told of where it was uploaded', async () => {
  const { context, dynamodb } = given({ s3: { ...head, ContentLength: 11, ReplicationStatus: 'REPLICA' } });
  await expect(recordObject(event(), context)).resolves.toBe('rejected');
  expect(dynamodb).not.toHaveBeenCalled();
});

test.each(['s3', 'dynamodb'] as const)('fails when %s does, so that Lambda tries again', async service => {
  const { context } = given({ [service]: new Error('unavailable') });
  await expect(recordObject(event(), context)).rejects.toThrow('unavailable');
});

test('an event that comes alone is told of when its object is rejected, and not tried again', async () => {
  const { context } = given({ s3: { ...head, ContentLength: 11 } });
  const tell = jest.fn(async () => undefined);
  await expect(recordAlone(event(), context, tell)).resolves.toBe('rejected');
  expect(tell).toHaveBeenCalledWith({ event: event(), error: expect.any(RejectedObjectError), attempts: 1 });
});

test('fails on an event that comes alone while a service is away, so that Lambda tries it again', async () => {
  const { context } = given({ dynamodb: new Error('unavailable') });
  const tell = jest.fn(async () => undefined);
  await expect(recordAlone(event(), context, tell)).rejects.toThrow('unavailable');
  expect(tell).not.toHaveBeenCalled();
});

test.each([{}, { detail: {} }, { detail: { bucket: { name: 'b' }, object: {} } }])(
  'fails on %j, which is no event of S3',
  async strange => {
    const recording = recordAlone(strange as ObjectCreatedEvent, given().context, async () => undefined);
    await expect(recording).rejects.toMatchObject({ name: 'UnreadableEventError' });
  },
);

test('the environment names the table, its key and the largest size', () => {
  const environment = { TABLE_NAME: 'files', PARTITION_KEY: 'id', MAX_OBJECT_SIZE: '7' };
  expect(contextFrom(environment)).toMatchObject({ tableName: 'files', partitionKey: 'id', maxObjectSize: 7 });
});

test('without a largest size every object is recorded', () => {
  expect(contextFrom({ TABLE_NAME: 'files', PARTITION_KEY: 'id' }).maxObjectSize).toBe(Infinity);
});

test('fails on an environment without a table', () => {
  expect(() => contextFrom({ PARTITION_KEY: 'id' })).toThrow('environment variable TABLE_NAME is not set');
});
