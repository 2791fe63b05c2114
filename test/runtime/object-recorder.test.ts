import { ConditionalCheckFailedException, type PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import {
  contextFrom,
  type ObjectCreatedEvent,
  type RecorderContext,
  recordObject,
  RejectedObjectError,
} from '../../lib/runtime/object-recorder';

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

function conditionFailed() {
  return new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
}

/** A recorder whose services answer with a value or fail with an error. */
function given(answers: { s3?: unknown; dynamodb?: unknown } = {}, change: Partial<RecorderContext> = {}) {
  const answer = (value: unknown) =>
    jest.fn(async (_: { input: unknown }) => {
      if (value instanceof Error) throw value;
      return value;
    });
  const [s3, dynamodb] = [answer(answers.s3 ?? head), answer(answers.dynamodb ?? {})];
  const context = {
    s3: { send: s3 },
    dynamodb: { send: dynamodb },
    tableName: 'files',
    partitionKey: 'id',
    maxObjectSize: 10,
    ...change,
  } as unknown as RecorderContext;
  const put = () => dynamodb.mock.calls[0][0].input as PutItemCommandInput;
  return { context, s3, dynamodb, put };
}

test('an object is recorded with its state, under its key', async () => {
  const { context, put } = given();
  await expect(recordObject(event(), context)).resolves.toBe('recorded');
  expect(put()).toMatchObject({
    TableName: 'files',
    Item: {
      id: { S: 'red flower+1.jpg' },
      key: { S: 'red flower+1.jpg' },
      bucket: { S: 'uploads-us-east-1' },
      versionId: { S: 'v1' },
      etag: { S: 'e1' },
      size: { N: '5' },
      lastModified: { S: '2026-01-02T03:04:05.000Z' },
    },
  });
});

test('the key is asked for as the event has it', async () => {
  const { context, s3 } = given();
  await recordObject(event('a%20b+c'), context);
  expect(s3.mock.calls[0][0].input).toEqual({ Bucket: 'uploads-us-east-1', Key: 'a%20b+c' });
});

test('a table whose partition key is "key" gets it once', async () => {
  const { context, put } = given({}, { partitionKey: 'key' });
  await recordObject(event(), context);
  expect(Object.keys(put().Item!)).toEqual(['key', 'bucket', 'versionId', 'etag', 'size', 'lastModified']);
});

test('an object of a bucket without versions is recorded without one', async () => {
  const { context, put } = given({ s3: { ...head, VersionId: undefined } });
  await recordObject(event(), context);
  expect(put().Item).not.toHaveProperty('versionId');
});

test('a record is written only where there is none, or one of other content that is not newer', async () => {
  const { context, put } = given();
  await recordObject(event(), context);
  expect(put()).toMatchObject({
    ConditionExpression: 'attribute_not_exists(#pk) OR (#etag <> :etag AND #lastModified <= :lastModified)',
    ExpressionAttributeNames: { '#pk': 'id', '#etag': 'etag', '#lastModified': 'lastModified' },
    ExpressionAttributeValues: { ':etag': { S: 'e1' }, ':lastModified': { S: '2026-01-02T03:04:05.000Z' } },
  });
});

test('an event that comes twice, or from the replica, is well', async () => {
  const { context } = given({ dynamodb: conditionFailed() });
  await expect(recordObject(event(), context)).resolves.toBe('already-recorded');
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

test.each(['s3', 'dynamodb'] as const)('fails when %s does, so that Lambda tries again', async service => {
  const { context } = given({ [service]: new Error('unavailable') });
  await expect(recordObject(event(), context)).rejects.toThrow('unavailable');
});

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
