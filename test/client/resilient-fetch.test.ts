import * as path from 'path';
import { createServer, type RequestListener, type Server } from 'http';
import { type AddressInfo } from 'net';
import { setTimeout as wait } from 'timers/promises';
import { build } from 'esbuild';
import { resilientFetch, type ResilientFetchOptions } from '../../lib/client';

/** A region of a service: a server of this machine, and how often it was asked. */
interface Region {
  readonly address: string;
  asked: string[];
  answer: RequestListener;
}

const servers: Server[] = [];
const well: RequestListener = (_, response) => void response.end('well');
const broken: RequestListener = (_, response) => void response.writeHead(503).end('broken');
const silent: RequestListener = () => undefined;
const slow =
  (millis: number): RequestListener =>
  (_, response) =>
    void setTimeout(() => response.end('slow'), millis);

async function startRegion(answer: RequestListener = well): Promise<Region & { readonly server: Server }> {
  const region = { address: '', asked: [] as string[], answer };
  const server = createServer((request, response) => {
    region.asked.push(`${request.method} ${request.url}`);
    region.answer(request, response);
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  region.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(region, { server });
}

/** Nobody listens there any more. */
async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}

afterEach(() => Promise.all(servers.splice(0).map(stop)));

/** Real patience where the answer decides, and none where silence does. */
const PATIENT = { hedgeAfter: 20_000, timeout: 30_000 };
const IMPATIENT = { hedgeAfter: 5, timeout: 30_000 };

async function pair(options: Partial<ResilientFetchOptions> = PATIENT) {
  const [first, second] = [await startRegion(), await startRegion()];
  const ask = resilientFetch({ regions: [first.address, `${second.address}/`], ...options });
  return { first, second, ask };
}

const text = async (answer: Promise<Response>): Promise<string> => (await answer).text();
const write = (more: RequestInit = {}): RequestInit => ({ method: 'POST', body: 'order', ...more });
const keyed = write({ headers: { 'Idempotency-Key': 'a1' } });

test('while all is well, one region is asked, once', async () => {
  const { first, second, ask } = await pair();
  expect(await text(ask('/files/1'))).toBe('well');
  expect([first.asked, second.asked]).toEqual([['GET /files/1'], []]);
});

test('what a region says of the request is the answer: 404 is no failure', async () => {
  const { first, second, ask } = await pair();
  first.answer = (_, response) => void response.writeHead(404).end();
  expect((await ask('/files/1')).status).toBe(404);
  expect(second.asked).toEqual([]);
});

describe('a region that refuses connections', () => {
  test.each<[string, RequestInit | undefined]>([
    ['reads', undefined],
    ['writes with a key', keyed],
    ['writes without one, which were never sent', write()],
  ])('%s are answered by the next one', async (_, init) => {
    const { first, second, ask } = await pair();
    await stop(first.server);
    expect(await text(ask('/', init))).toBe('well');
    expect(second.asked.length).toBe(1);
  });

  test('is asked last when it has failed three times, and is tried again by one read when it has rested', async () => {
    const { first, second, ask } = await pair({ ...PATIENT, cooldown: 400 });
    first.answer = broken;
    for (let i = 0; i < 5; i++) await ask('/');
    expect([first.asked.length, second.asked.length]).toEqual([3, 5]);

    first.answer = well;
    await wait(450);
    await ask('/', write());
    expect(first.asked.length).toBe(3);
    await ask('/');
    await ask('/', write());
    expect(first.asked.slice(3)).toEqual(['GET /', 'POST /']);
  });
});

describe('a region that answers 503', () => {
  test('reads, and writes with a key, are answered by the next one', async () => {
    const { first, ask } = await pair();
    first.answer = broken;
    expect(await text(ask('/'))).toBe('well');
    expect(await text(ask('/', keyed))).toBe('well');
  });

  test('a write without a key is not sent on: it may have been done', async () => {
    const { first, second, ask } = await pair();
    first.answer = broken;
    expect((await ask('/', write())).status).toBe(503);
    expect(second.asked).toEqual([]);
  });

  test('its answer is given where no other region has a better one', async () => {
    const { first, second, ask } = await pair();
    first.answer = broken;
    second.answer = broken;
    expect((await ask('/')).status).toBe(503);
  });
});

describe('a region that says nothing', () => {
  test('a read is sent to the next one too', async () => {
    const { first, ask } = await pair(IMPATIENT);
    first.answer = silent;
    expect(await text(ask('/'))).toBe('well');
  });

  test('a write is not, whatever it carries, before its time is over', async () => {
    const { first, second, ask } = await pair({ ...IMPATIENT, timeout: 200 });
    first.answer = silent;
    await expect(ask('/', write())).rejects.toThrow('no region answered /');
    expect(second.asked).toEqual([]);
    expect(await text(ask('/', keyed))).toBe('well');
  });
});

test('when both regions are slow, nobody gets twice the load', async () => {
  const { first, second, ask } = await pair(IMPATIENT);
  first.answer = slow(30);
  second.answer = slow(30);
  const calls = 300;
  for (let i = 0; i < calls; i += 30) await Promise.all(Array.from({ length: 30 }, () => ask('/')));
  const sent = first.asked.length + second.asked.length;
  expect(sent).toBeGreaterThan(calls);
  expect(sent).toBeLessThanOrEqual(calls * 1.08 + 10);
});

test('a body that can be read once is sent once', async () => {
  const { first, second, ask } = await pair();
  first.answer = broken;
  const body = new ReadableStream({ start: stream => stream.close() });
  const answer = await ask('/', {
    method: 'PUT',
    headers: { 'Idempotency-Key': 'a1' },
    body,
    duplex: 'half',
  } as RequestInit);
  expect(answer.status).toBe(503);
  expect(second.asked).toEqual([]);
});

test('who gives up gets an error, and no region is blamed', async () => {
  const { first, second, ask } = await pair();
  first.answer = silent;
  for (let i = 0; i < 4; i++) {
    const giveUp = new AbortController();
    const answer = ask('/', { signal: giveUp.signal });
    setTimeout(() => giveUp.abort(), 20);
    await expect(answer).rejects.toThrow('no region answered /');
  }
  first.answer = well;
  expect(await text(ask('/'))).toBe('well');
  expect(second.asked).toEqual([]);
});

test('it is small, and needs nothing else', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [path.join(__dirname, '../../lib/client/index.ts')],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
  });
  expect(outputFiles[0].contents.length).toBeLessThanOrEqual(5000);
  expect(Object.keys(metafile.inputs).every(file => file.startsWith('lib/client/'))).toBe(true);
});

describe('fails', () => {
  test.each<[string, object, string]>([
    ['without regions', { regions: [] }, '"regions" names no region'],
    ['on a name in place of an address', { regions: ['files.example.com'] }, '"regions" has "files.example.com"'],
    [
      'on a budget above 1',
      { regions: ['https://a'], retryBudget: 2 },
      '"retryBudget" is 2; give a number, 0 or more, up to 1',
    ],
    ['on a time that is none', { regions: ['https://a'], timeout: NaN }, '"timeout" is NaN'],
  ])('%s', (_, options, message) => {
    expect(() => resilientFetch(options as ResilientFetchOptions)).toThrow(message);
  });
});
