import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type HealthCheckSpec } from '../../assembly/model.js';
import { createClock } from '../../support/clock.js';
import { createHttpProbe } from '../../route53/http-probe.js';
import { check, cloudOf } from './samples.js';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
});

/** Probes an edge that answers like this; time runs 40 times as fast. */
async function probe(
  spec: HealthCheckSpec,
  answer: RequestListener,
  names: Record<string, string> = {},
): Promise<boolean> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const cloud = cloudOf({ 'us-east-1': '127.0.0.1' }, (server.address() as AddressInfo).port);
  const asked = createHttpProbe({ cloud, clock: createClock(40), resolve: name => names[name] });
  return asked(spec, { connectSeconds: 4, answerSeconds: 2, signal: new AbortController().signal });
}

const status =
  (code: number, body = ''): RequestListener =>
  (_, response) =>
    response.writeHead(code).end(body);

test.each([
  [200, true],
  [302, true],
  [404, false],
  [503, false],
])('an answer of %i is healthy: %s', async (code, healthy) => {
  expect(await probe(check(), status(code))).toBe(healthy);
});

test('the endpoint is asked by its own name and path', async () => {
  const asked: (string | undefined)[] = [];

  await probe(check(), (request, response) => {
    asked.push(request.headers.host, request.url);
    response.end();
  });

  expect(asked).toEqual(['abc.execute-api.us-east-1.amazonaws.com', '/health']);
});

test('no answer in time is unhealthy', async () => {
  expect(await probe(check(), () => undefined)).toBe(false);
});

test('a connection that is cut is unhealthy', async () => {
  expect(await probe(check(), request => request.socket.destroy())).toBe(false);
});

test('a region whose edge refuses connections is unhealthy', async () => {
  const cloud = cloudOf({ 'us-east-1': '127.0.0.1' }, 1);
  const asked = createHttpProbe({ cloud, clock: createClock(40) });

  expect(await asked(check(), { connectSeconds: 4, answerSeconds: 2, signal: new AbortController().signal })).toBe(
    false,
  );
});

describe('a check that looks for a string', () => {
  const matching = check({ type: 'HTTPS_STR_MATCH', searchString: '"ok"' });

  test.each([
    ['is healthy when the body has it', '{"status":"ok"}', true],
    ['is unhealthy when the body lacks it', '{"status":"failing"}', false],
    ['is unhealthy when it comes after 5,120 bytes', `${' '.repeat(5120)}"ok"`, false],
  ])('%s', async (_, body, healthy) => {
    expect(await probe(matching, status(200, body))).toBe(healthy);
  });

  test('is unhealthy when the body does not end in time', async () => {
    expect(await probe(matching, (_, response) => response.writeHead(200).write('{'))).toBe(false);
  });
});

test('a TCP check is content with a connection', async () => {
  expect(await probe(check({ type: 'TCP' }), () => undefined)).toBe(true);
});

test('a name of the zone is looked up there', async () => {
  const spec = check({ fqdn: 'east.example.com' });

  expect(await probe(spec, status(200), { 'east.example.com': '127.0.0.1' })).toBe(true);
});

test.each([
  ['a name that does not resolve', check({ fqdn: 'nowhere.example.com' })],
  ['an address that is no edge of the drill', check({ fqdn: undefined, ipAddress: '192.0.2.1' })],
])('%s is unhealthy, and is not contacted', async (_, spec) => {
  expect(await probe(spec, status(200))).toBe(false);
});
