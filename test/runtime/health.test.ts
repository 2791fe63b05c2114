import { type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type S3Client } from '@aws-sdk/client-s3';
import { checksFrom, createHealthRoute, type Check, type HealthResponse } from '../../lib/runtime/health';

const named = (name: string) => Object.assign(new Error(name), { name });
const well: Check = async () => 'answer';
const hanging: Check = () => new Promise(() => undefined);
const failing =
  (name: string): Check =>
  () =>
    Promise.reject(named(name));

/** Asks once, without a cache. */
const ask = (checks: Record<string, Check>): Promise<HealthResponse> => createHealthRoute({ checks, cacheMillis: 0 })();

let log: jest.SpyInstance;

beforeEach(() => {
  jest.useFakeTimers();
  log = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('a region without dependencies is healthy', async () => {
  expect(await ask({})).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } });
});

test('every dependency that answers makes a healthy region, and none is named: everybody may read the answer', async () => {
  const response = await ask({ 'table files': well, 'bucket uploads': well });
  expect(response.statusCode).toBe(200);
  expect(JSON.parse(response.body)).toMatchObject({
    healthy: true,
    checks: ['ok', 'ok'],
  });
  expect(response.body).not.toMatch(/files|uploads/);
});

test('one dependency that fails makes an unhealthy region; its error is shown, and the log names it', async () => {
  const response = await ask({ 'table files': failing('ResourceNotFoundException'), 'bucket uploads': well });
  expect(response.statusCode).toBe(503);
  expect(JSON.parse(response.body)).toMatchObject({
    healthy: false,
    checks: ['ResourceNotFoundException', 'ok'],
  });
  expect(log.mock.calls.map(([line]) => JSON.parse(line as string) as unknown)).toEqual([
    { message: 'This region cannot serve', 'table files': 'ResourceNotFoundException' },
  ]);
});

test('a hiccup is no failover: a dependency is asked again before it counts as failed', async () => {
  const hiccup = jest.fn(well).mockRejectedValueOnce(named('TimeoutError'));
  expect((await ask({ hiccup })).statusCode).toBe(200);
  expect(hiccup).toHaveBeenCalledTimes(2);
});

test('a dependency that says 429 without a name is busy', async () => {
  const busy = Object.assign(new Error('?'), { name: 'UnknownError', $metadata: { httpStatusCode: 429 } });
  const route = createHealthRoute({ checks: { uploads: () => Promise.reject(busy) }, cacheMillis: 0 });
  const response = await route();
  expect(response.statusCode).toBe(200);
  expect(JSON.parse(response.body).checks).toEqual(['throttled']);
});

test('a dependency that throttles is alive, and failing over would carry the load along', async () => {
  const response = await ask({ files: failing('ProvisionedThroughputExceededException') });
  expect(response.statusCode).toBe(200);
  expect(JSON.parse(response.body).checks).toEqual(['throttled']);
});

test('whatever hangs, the answer comes before a health checker gives up', async () => {
  const answered = ask({ one: hanging, two: hanging, three: well });
  await jest.advanceTimersByTimeAsync(1500);
  const response = await answered;
  expect(response.statusCode).toBe(503);
  expect(JSON.parse(response.body).checks).toEqual(['Timeout', 'Timeout', 'ok']);
});

test('what hangs is told to stop', async () => {
  const signals: AbortSignal[] = [];
  const answered = ask({ one: signal => (signals.push(signal), hanging(signal)) });
  await jest.advanceTimersByTimeAsync(1500);
  await answered;
  expect(signals.map(signal => signal.aborted)).toEqual([true, true]);
});

test('a check that throws at once counts as failed', async () => {
  const throwing: Check = () => {
    throw named('CredentialsProviderError');
  };
  expect((await ask({ throwing })).statusCode).toBe(503);
});

test('an answer is given again while it is fresh, and asked for anew afterwards', async () => {
  let now = 0;
  const check = jest.fn(well);
  const route = createHealthRoute({ checks: { check }, cacheMillis: 5000, now: () => now });
  await route();
  now = 4999;
  await route();
  expect(check).toHaveBeenCalledTimes(1);
  now = 5000;
  await route();
  expect(check).toHaveBeenCalledTimes(2);
});

test('requests that come while a dependency is being asked share its answer', async () => {
  const check = jest.fn(well);
  const route = createHealthRoute({ checks: { check }, cacheMillis: 5000 });
  const answers = await Promise.all([route(), route(), route()]);
  expect(check).toHaveBeenCalledTimes(1);
  expect(new Set(answers).size).toBe(1);
});

test('a region recovers as soon as its dependencies do', async () => {
  const check = jest.fn(well).mockRejectedValueOnce(named('Error')).mockRejectedValueOnce(named('Error'));
  const route = createHealthRoute({ checks: { check }, cacheMillis: 0 });
  expect((await route()).statusCode).toBe(503);
  expect((await route()).statusCode).toBe(200);
});

test('the environment says which tables are counted and which buckets are looked at', async () => {
  const dynamo = { send: jest.fn(async () => ({ Count: 0 })) };
  const s3 = { send: jest.fn(async () => ({})) };
  const checks = checksFrom(
    { TABLE_NAMES: 'files,users', BUCKET_NAMES: 'uploads' },
    dynamo as unknown as DynamoDBClient,
    s3 as unknown as S3Client,
  );
  expect(Object.keys(checks)).toEqual(['table files', 'table users', 'bucket uploads']);

  expect((await ask(checks)).statusCode).toBe(200);
  expect(dynamo.send).toHaveBeenCalledWith(
    expect.objectContaining({ input: { TableName: 'files', Limit: 1, Select: 'COUNT' } }),
    { abortSignal: expect.any(AbortSignal) },
  );
  expect(s3.send).toHaveBeenCalledWith(
    expect.objectContaining({ input: { Bucket: 'uploads', MaxKeys: 1 } }),
    expect.anything(),
  );
});

test('an empty environment means no check', () => {
  expect(checksFrom({ TABLE_NAMES: '', BUCKET_NAMES: undefined })).toEqual({});
});
