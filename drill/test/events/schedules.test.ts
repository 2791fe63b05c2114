import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createClock } from '../../support/clock.js';
import { Schedules, type Schedule } from '../../events/schedules.js';
import { cloudOf, TWO_REGIONS } from '../route53/samples.js';

const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:keeper:live';
const SCHEDULE: Schedule = { region: 'us-east-1', path: 'App/Rule', ruleName: 'keep', everySeconds: 300 };

/** What the stand-in for EventBridge and Lambda answers. */
interface Backend {
  rule: object;
  targets: object[];
  functionError?: string;
  readonly invocations: { path: string; payload: unknown }[];
}

let backend: Backend;
let server: Server;
let schedules: Schedules;

beforeEach(async () => {
  backend = { rule: { Arn: 'arn:rule', State: 'ENABLED' }, targets: [{ Id: '1', Arn: FUNCTION }], invocations: [] };
  server = createServer(async (request, response) => {
    const body = await text(request);
    const action = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    if (action === 'DescribeRule') return response.end(JSON.stringify(backend.rule));
    if (action === 'ListTargetsByRule') return response.end(JSON.stringify({ Targets: backend.targets }));
    backend.invocations.push({ path: decodeURIComponent(request.url!), payload: JSON.parse(body) });
    if (backend.functionError) response.setHeader('X-Amz-Function-Error', backend.functionError);
    return response.end('{"errorMessage":"boom"}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cloud = cloudOf(TWO_REGIONS, 0, endpoint);
  schedules = new Schedules({ cloud, clock: createClock(10_000), schedules: [SCHEDULE] });
});

afterEach(async () => {
  await schedules.stop();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

test('a rule calls its function, alias included, with the input of the target', async () => {
  backend.targets = [{ Id: '1', Arn: FUNCTION, Input: '{"Bucket":"b"}' }];

  const [firing] = await schedules.fireOnce();

  expect(firing).toMatchObject({ region: 'us-east-1', ruleName: 'keep', problem: undefined });
  expect(backend.invocations).toEqual([
    { path: `/2015-03-31/functions/${FUNCTION}/invocations`, payload: { Bucket: 'b' } },
  ]);
});

test('without an input the function gets the event of a tick', async () => {
  await schedules.fireOnce();

  expect(backend.invocations[0].payload).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    region: 'us-east-1',
    resources: ['arn:rule'],
  });
});

test('a disabled rule calls nothing', async () => {
  backend.rule = { State: 'DISABLED' };

  const [firing] = await schedules.fireOnce();

  expect(firing.problem).toBeUndefined();
  expect(backend.invocations).toEqual([]);
});

test('a function that fails is told', async () => {
  backend.functionError = 'Unhandled';

  const [firing] = await schedules.fireOnce();

  expect(firing.problem).toBe(`${FUNCTION} failed: {"errorMessage":"boom"}`);
});

test('a target that is no function is told, and not called', async () => {
  backend.targets = [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:123456789012:queue' }];

  const [firing] = await schedules.fireOnce();

  expect(firing.problem).toContain('is no function');
  expect(backend.invocations).toEqual([]);
});

test('a region that cannot be reached misses the tick, and later ticks come', async () => {
  server.closeAllConnections();
  let refused = 1;
  server.prependListener('request', request => {
    if (refused-- > 0) request.socket.destroy();
  });
  schedules.start();

  while (schedules.firings.length < 2) await new Promise(resolve => setTimeout(resolve, 10));

  expect(schedules.firings[0].problem).toBeDefined();
  expect(schedules.firings[1].problem).toBeUndefined();
  expect(schedules.firings[1].at - schedules.firings[0].at).toBeGreaterThanOrEqual(SCHEDULE.everySeconds);
});

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
