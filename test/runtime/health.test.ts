import { type Clients } from '../../lib/runtime/health/clients';
import { checksFrom, createHealthRoute, type HealthResponse } from '../../lib/runtime/health';

type Ask = (signal: AbortSignal) => Promise<unknown>;

const named = (name: string) => Object.assign(new Error(name), { name });
const well: Ask = async () => 'answer';
const hanging: Ask = () => new Promise(() => undefined);
const failing =
  (name: string): Ask =>
  () =>
    Promise.reject(named(name));

/** Asks once, without a cache. */
const ask = (asks: Record<string, Ask>): Promise<HealthResponse> => routeOf(asks)();
const routeOf = (asks: Record<string, Ask>, settings: { cacheMillis?: number; now?: () => number } = {}) =>
  createHealthRoute({ checks: checksOf(asks), cacheMillis: 0, ...settings });
const checksOf = (asks: Record<string, Ask>) =>
  Object.fromEntries(Object.entries(asks).map(([name, asked]) => [name, { ask: asked }]));

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
  const route = routeOf({ uploads: () => Promise.reject(busy) });
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
  const throwing: Ask = () => {
    throw named('CredentialsProviderError');
  };
  expect((await ask({ throwing })).statusCode).toBe(503);
});

test('an answer is given again while it is fresh, and asked for anew afterwards', async () => {
  let now = 0;
  const check = jest.fn(well);
  const route = routeOf({ check }, { cacheMillis: 5000, now: () => now });
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
  const route = routeOf({ check }, { cacheMillis: 5000 });
  const answers = await Promise.all([route(), route(), route()]);
  expect(check).toHaveBeenCalledTimes(1);
  expect(new Set(answers).size).toBe(1);
});

test('a region recovers as soon as its dependencies do', async () => {
  const check = jest.fn(well).mockRejectedValueOnce(named('Error')).mockRejectedValueOnce(named('Error'));
  const route = routeOf({ check });
  expect((await route()).statusCode).toBe(503);
  expect((await route()).statusCode).toBe(200);
});

/** Clients that answer so, and keep what they were sent. */
function clients(answers: { dynamo?: unknown; s3?: unknown; lambda?: unknown } = {}) {
  const client = (answer: unknown) => ({ send: jest.fn(async () => answer) });
  return { dynamo: client(answers.dynamo ?? {}), s3: client(answers.s3 ?? {}), lambda: client(answers.lambda ?? {}) };
}
const inEnvironment = (environment: NodeJS.ProcessEnv, fakes: ReturnType<typeof clients>) =>
  createHealthRoute({ checks: checksFrom(environment, fakes as unknown as Clients), cacheMillis: 0 })();

test('the environment says which tables are counted and which buckets are looked at', async () => {
  const fakes = clients();
  const response = await inEnvironment({ TABLE_NAMES: 'files,users', BUCKET_NAMES: 'uploads' }, fakes);

  expect(response.statusCode).toBe(200);
  expect(JSON.parse(response.body).checks).toHaveLength(3);
  const options = { abortSignal: expect.any(AbortSignal) };
  expect(fakes.dynamo.send).toHaveBeenCalledWith(
    expect.objectContaining({ input: { TableName: 'files', Limit: 1, Select: 'COUNT' } }),
    options,
  );
  expect(fakes.s3.send).toHaveBeenCalledWith(
    expect.objectContaining({ input: { Bucket: 'uploads', MaxKeys: 1 } }),
    options,
  );
  expect(fakes.lambda.send).not.toHaveBeenCalled();
});

test('the function of the service is called for each route that is asked, and its error makes an unhealthy region', async () => {
  const fakes = clients({ lambda: { FunctionError: 'Unhandled' } });
  const asked = { routeKey: '$default', method: 'GET', path: '/', pathParameters: {} };
  const environment = { HANDLER_ARN: 'arn:api:live', HANDLER_ROUTES: JSON.stringify([asked]) };
  const response = await inEnvironment(environment, fakes);

  expect(response.statusCode).toBe(503);
  expect(JSON.parse(response.body).checks).toEqual(['HandlerFailed']);
  expect(log.mock.calls.map(([line]) => JSON.parse(line as string) as unknown)).toEqual([
    { message: 'This region cannot serve', 'handler GET /': 'HandlerFailed' },
  ]);
});

test('an empty environment means no check', () => {
  expect(checksFrom({ TABLE_NAMES: '', BUCKET_NAMES: undefined })).toEqual({});
});
