import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createClock, type Clock } from '../../support/clock.js';
import { DnsServer } from '../../route53/dns-server.js';
import { Zone } from '../../route53/zone.js';
import { type Cloud } from '../../cloud/cloud.js';
import { Load } from '../../load/load.js';
import { type Workload } from '../../scenario/spec.js';
import { cloudOf, failoverPair, record } from '../route53/samples.js';

const REGIONS = { 'us-east-1': '127.0.0.1', 'us-west-2': '127.0.0.2' };
const SPEED = 20;
const WORKLOAD: Workload = {
  requestsPerSecond: 4,
  clients: 2,
  clientTimeoutSeconds: 5,
  hostname: 'api.example.com',
  reads: [{ hostname: 'api.example.com', method: 'GET', path: '/health' }],
  writes: {
    hostname: 'api.example.com',
    method: 'POST',
    path: '/files',
    headers: { 'content-type': 'application/json' },
    body: '{"key":"{{id}}"}',
    readPath: '/files/{{id}}',
  },
  dataProbes: [],
};

let clock: Clock;
let edge: Server;
let second: Server;
let cloud: Cloud;
let zone: Zone;
let dns: DnsServer;
let answer: RequestListener;

beforeEach(async () => {
  clock = createClock(SPEED);
  answer = (_, response) => response.end();
  edge = createServer((request, response) => answer(request, response));
  await new Promise<void>(resolve => edge.listen(0, '127.0.0.1', resolve));
  const { port } = edge.address() as AddressInfo;
  second = createServer((_, response) => response.end());
  await new Promise<void>(resolve => second.listen(port, '127.0.0.2', resolve));
  cloud = cloudOf(REGIONS, port, `http://127.0.0.1:${port}`);
  zone = new Zone({ cloud, clock, records: failoverPair(), healthy: () => true, propagationSeconds: 0 });
  dns = await DnsServer.start({ zone });
});

afterEach(async () => {
  await dns.stop();
  for (const server of [edge, second]) {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
});

async function run(seconds: number, workload: Workload = WORKLOAD, poisons = true): Promise<Load> {
  const load = new Load({ cloud, clock, workload, dns, uploadRegion: 'us-east-1' });
  if (poisons) load.admitPoison();
  await load.start();
  await clock.sleep(seconds);
  await load.stop();
  return load;
}

test('clients of several places are led each to the region near it', async () => {
  await dns.stop();
  const clientRegions = Object.keys(REGIONS);
  const records = clientRegions.map(region =>
    record({ setIdentifier: region, latencyRegion: region, values: [`d-1.execute-api.${region}.amazonaws.com`] }),
  );
  zone = new Zone({ cloud, clock, records, healthy: () => true, clientRegions });
  dns = await DnsServer.start({ zone });
  const load = new Load({ cloud, clock, workload: WORKLOAD, dns, uploadRegion: 'us-east-1', places: 2 });

  await load.start();
  await clock.sleep(10);
  await load.stop();

  const led = new Map(load.ledger.requests.map(({ user, region }) => [user, region]));
  expect([led.get(0), led.get(1)]).toEqual(clientRegions);
});

test('clients mix reads and writes, and call the app by its name', async () => {
  const seen: string[] = [];
  answer = (request, response) => {
    seen.push(`${request.method} ${request.headers.host}${request.url}`);
    response.end();
  };

  const { ledger } = await run(10);

  expect(new Set(seen)).toEqual(new Set(['GET api.example.com/health', 'POST api.example.com/files']));
  expect(ledger.requests).toHaveLength(seen.length);
  expect(ledger.requests.every(it => it.ok && it.region === 'us-east-1')).toBe(true);
  expect(new Set(ledger.requests.map(it => it.user))).toEqual(new Set([0, 1]));
});

test('every acknowledged write is in the ledger under the id that was sent', async () => {
  const sent: string[] = [];
  answer = async (request, response) => {
    if (request.method === 'POST') sent.push((JSON.parse(await text(request)) as { key: string }).key);
    response.end();
  };

  const { ledger } = await run(5);

  expect(sent.length).toBeGreaterThan(0);
  expect(
    ledger
      .acknowledged()
      .map(it => it.id)
      .sort(),
  ).toEqual([...new Set(sent)].sort());
});

test('a write that fails, or whose outcome is unknown, is not acknowledged', async () => {
  answer = (request, response) => (request.method === 'POST' ? request.socket.destroy() : response.end());

  const { ledger } = await run(5);

  expect(ledger.writes.length).toBeGreaterThan(0);
  expect(ledger.acknowledged()).toEqual([]);
});

test.each([
  ['404 to a path that the drill made up is an answer', 404, true, true],
  ['502 to a path that the drill made up is a failure', 502, true, false],
  ['404 to a path that was given is a failure', 404, false, false],
])('%s', async (_what, status, acceptsClientErrors, ok) => {
  answer = (_request, response) => response.writeHead(status).end();
  const read = { hostname: 'api.example.com', method: 'GET', path: '/files/drill', acceptsClientErrors };

  const { ledger } = await run(5, { ...WORKLOAD, reads: [read], writes: undefined });

  expect(ledger.requests.length).toBeGreaterThan(0);
  expect(ledger.requests.map(request => request.ok)).toEqual(ledger.requests.map(() => ok));
});

test('a status that was not expected is a failure', async () => {
  const { ledger } = await run(5, { ...WORKLOAD, reads: [], writes: { ...WORKLOAD.writes!, expectStatus: 201 } });

  expect(ledger.requests.map(it => it.reason)).toContain('HTTP 200');
  expect(ledger.acknowledged()).toEqual([]);
});

test('clients that hang go on sending, and give up after their time-out', async () => {
  answer = () => undefined;

  const { ledger } = await run(10);

  expect(ledger.requests.length).toBeGreaterThan(2 * WORKLOAD.clients);
  expect(ledger.requests.every(it => !it.ok)).toBe(true);
  expect(ledger.requests[0].endedAt - ledger.requests[0].startedAt).toBeGreaterThanOrEqual(0.5 * SPEED * 0.99);
});

describe('when DNS leads to another region', () => {
  async function arrivals(clients: number, seconds: number, more: Partial<Workload> = {}): Promise<Load> {
    const workload = { ...WORKLOAD, clients, requestsPerSecond: clients / 4, ...more };
    const load = new Load({ cloud, clock, workload, dns, uploadRegion: 'us-east-1' });
    await load.start();
    await clock.sleep(3);
    zone.observe({ at: clock.now(), checkId: 'east', healthy: false });
    await clock.sleep(seconds);
    await load.stop();
    return load;
  }

  test('clients stay as long as their connection works: they ask DNS for a new one only', async () => {
    const { ledger } = await arrivals(2, 45);

    expect(new Set(ledger.requests.map(it => it.region))).toEqual(new Set(['us-east-1']));
    expect(ledger.requests.every(it => it.ok)).toBe(true);
  });

  test.each([
    ['stay where they are answered with errors', undefined, ['us-east-1']],
    ['leave where they are answered with errors, if they close such connections', true, ['us-east-1', 'us-west-2']],
  ])('clients %s', async (_, closeOnServerError, regions) => {
    answer = (_request, response) => response.writeHead(502).end();
    const { ledger } = await arrivals(2, 45, { closeOnServerError });

    expect(new Set(ledger.requests.map(it => it.region))).toEqual(new Set(regions));
  });

  test('clients with a longest time for connections leave one that works', async () => {
    const { ledger } = await arrivals(2, 45, { longestConnectionSeconds: 8 });

    expect(new Set(ledger.requests.map(it => it.region))).toEqual(new Set(['us-east-1', 'us-west-2']));
    expect(ledger.requests.every(it => it.ok)).toBe(true);
  });

  test('clients without a connection move once their answer has expired, each at its own time', async () => {
    answer = (_, response) => response.writeHead(200, { connection: 'close' }).end();
    const { ledger } = await arrivals(6, 45);

    const first = Array.from({ length: 6 }, (_, user) =>
      Math.min(...ledger.requests.filter(it => it.user === user && it.region === 'us-west-2').map(it => it.startedAt)),
    );
    // The TTL is 30 s. Clients in phase would all arrive within one of their periods.
    expect(Math.max(...first)).toBeLessThan(40);
    expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(8);
  });
});

test('a name that does not resolve is a failure without a region', async () => {
  const reads = [{ hostname: 'nowhere.example.com', method: 'GET', path: '/' }];

  const { ledger } = await run(3, { ...WORKLOAD, reads, writes: undefined });

  expect(ledger.requests[0]).toMatchObject({ ok: false, region: null, reason: '"nowhere.example.com" has no address' });
});

describe('uploads', () => {
  const uploads: Workload['uploads'] = {
    perSecond: 1,
    buckets: new Map([
      ['us-east-1', 'uploads-east'],
      ['us-west-2', 'uploads-west'],
    ]),
    object: { key: 'in/{{id}}', body: 'text' },
    poison: { everyNth: 3, key: 'in/{{id}}', body: { bytes: 7 } },
  };
  const workload: Workload = { ...WORKLOAD, reads: [], writes: undefined, uploads };

  test('go to the one bucket that clients know, signed for its region, with a poisoned one every so often', async () => {
    const seen: { path: string; scope: string; length: number }[] = [];
    answer = (request, response) => {
      const scope = /Credential=[^/]+\/\d+\/([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      seen.push({
        path: request.url!,
        scope,
        length: Number(request.headers['x-amz-decoded-content-length'] ?? request.headers['content-length']),
      });
      request.resume().on('end', () => response.end());
    };

    const { ledger } = await run(12, workload);

    // The ledger has them in the order of their answers.
    const sent = [...ledger.uploads].sort((a, b) => a.sentAt - b.sentAt);
    expect(ledger.accepted().length).toBeGreaterThanOrEqual(3);
    expect(sent[0]).toMatchObject({ region: 'us-east-1', bucket: 'uploads-east', poison: false });
    expect(sent.map(it => it.poison).slice(0, 3)).toEqual([false, false, true]);
    expect(seen[0]).toMatchObject({ scope: 'us-east-1', length: 4 });
    expect(seen[0].path).toContain(`/uploads-east/${sent[0].key}`);
    expect(seen[2].length).toBe(7);
  });

  test('are all such as the app takes until poison is admitted', async () => {
    answer = (request, response) => void request.resume().on('end', () => response.end());
    const { ledger } = await run(12, workload, false);

    expect(ledger.uploads.length).toBeGreaterThanOrEqual(3);
    expect(ledger.uploads.filter(({ poison }) => poison)).toEqual([]);
  });

  test('stay with that bucket when DNS leads elsewhere: its name is regional', async () => {
    const load = new Load({ cloud, clock, workload, dns, uploadRegion: 'us-east-1' });
    zone.observe({ at: clock.now(), checkId: 'east', healthy: false });
    await load.start();
    await clock.sleep(4);
    await load.stop();

    expect(zone.region('api.example.com')).toBe('us-west-2');
    expect(new Set(load.ledger.uploads.map(({ bucket }) => bucket))).toEqual(new Set(['uploads-east']));
  });

  test('that a bucket refuses are not accepted, and the reason is kept', async () => {
    answer = (request, response) => request.resume().on('end', () => response.writeHead(503).end());

    const { ledger } = await run(3, workload);

    expect(ledger.uploads.length).toBeGreaterThan(0);
    expect(ledger.accepted()).toEqual([]);
    expect(ledger.uploads[0].reason).toBeDefined();
  });
});

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe('a workload that writes keys again', () => {
  const again: Workload = {
    ...WORKLOAD,
    writes: {
      ...WORKLOAD.writes!,
      body: '{"key":"{{id}}","note":"{{content}}"}',
      again: { everyNth: 2, refusedWith: 409 },
    },
  };
  /** Keeps the first note of a key, or every one. */
  const app = (refuses: boolean, notes: Map<string, string>): RequestListener =>
    async function (request, response) {
      if (request.method !== 'POST') return void response.end();
      const { key, note } = JSON.parse(await text(request)) as { key: string; note: string };
      response.statusCode = refuses && notes.has(key) ? 409 : 201;
      if (response.statusCode === 201) notes.set(key, note);
      response.end();
    };

  test('sends another content to keys that were acknowledged a while ago, and takes a refusal for a success', async () => {
    const notes = new Map<string, string>();
    answer = app(true, notes);
    const { ledger } = await run(45, again);

    expect(ledger.rewrites.length).toBeGreaterThan(0);
    expect(ledger.rewrites.every(({ of, refused, ackedAt }) => notes.has(of) && refused && ackedAt === null)).toBe(
      true,
    );
    expect(ledger.requests.every(({ ok }) => ok)).toBe(true);
    expect(ledger.writes.map(({ id, content }) => [id, content])).toEqual([...notes]);
    for (const { of, sentAt } of ledger.rewrites) {
      expect(sentAt - ledger.writes.find(({ id }) => id === of)!.ackedAt!).toBeGreaterThanOrEqual(30);
    }
  });

  test('notes what an app acknowledged that had it already', async () => {
    const notes = new Map<string, string>();
    answer = app(false, notes);
    const { ledger } = await run(45, again);

    const [last] = ledger.rewrites.filter(({ ackedAt }) => ackedAt !== null).slice(-1);
    expect(last.refused).toBe(false);
    expect(notes.get(last.of)).toBe(last.content);
  });
});
