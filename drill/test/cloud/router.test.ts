import { createServer, request, type IncomingMessage, type RequestOptions, type Server } from 'node:http';
import { createServer as createTcpServer, Server as TcpServer } from 'node:net';
import { type SubstituteCall } from '../../assembly/substitutes.js';
import { Router } from '../../cloud/router.js';

const EAST = 'us-east-1';
const WEST = 'us-west-2';
const ADDRESS: Record<string, string> = { [EAST]: '127.0.101.1', [WEST]: '127.0.102.1' };

interface Seen {
  readonly region: string;
  readonly method?: string;
  readonly url?: string;
  readonly host?: string;
  readonly headers: IncomingMessage['rawHeaders'];
  readonly body: string;
}

describe('router', () => {
  let seen: Seen[];
  let emulators: Server[];
  let router: Router;
  let substitutes: SubstituteCall[];

  beforeEach(async () => {
    seen = [];
    emulators = [await emulator(EAST), await emulator(WEST)];
    const regions = [EAST, WEST].map((name, i) => ({
      name,
      address: ADDRESS[name],
      upstreamPort: portOf(emulators[i]),
    }));
    substitutes = [];
    router = new Router(regions, call => substitutes.push(call));
    await router.listen();
  });

  afterEach(async () => {
    await router.close();
    for (const server of emulators) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Answers everything with its region's name; `/204`, `/304` with that status, `/slow` never. */
  async function emulator(region: string): Promise<Server> {
    const server = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method, url, headers, rawHeaders } = incoming;
      seen.push({
        region,
        method,
        url,
        host: headers.host,
        headers: rawHeaders,
        body: Buffer.concat(chunks).toString(),
      });
      if (url === '/slow') return;
      const status = Number(/^\/(204|304)$/.exec(url ?? '')?.[1] ?? 200);
      response.writeHead(status, {
        'x-region': region,
        ...(status === 200 ? { 'content-length': region.length } : {}),
      });
      response.end(method === 'HEAD' || status !== 200 ? undefined : region);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  interface Answer {
    readonly status?: number;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }

  function call(options: RequestOptions, body?: string | string[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: router.port, agent: false, ...options }, response => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
        response.on('error', reject);
      });
      outgoing.on('error', reject);
      if (options.headers && 'expect' in options.headers) {
        outgoing.on('continue', () => outgoing.end(body));
        outgoing.flushHeaders();
        return;
      }
      for (const chunk of Array.isArray(body) ? body : []) outgoing.write(chunk);
      outgoing.end(typeof body === 'string' ? body : undefined);
    });
  }

  const signedFor = (region: string, service = 's3'): Record<string, string> => ({
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`,
  });

  describe('finds the region of an API call', () => {
    it('passes the answer of a custom resource, which says nothing of its region, to every region that is up', async () => {
      const answer = await call(
        { host: '127.0.0.1', path: '/_ministack/cfn-response/token', method: 'PUT' },
        '{"Status":"SUCCESS"}',
      );

      expect(answer.status).toBe(200);
      expect(seen.map(({ region, method, url, body }) => [region, method, url, body])).toEqual([
        [EAST, 'PUT', '/_ministack/cfn-response/token', '{"Status":"SUCCESS"}'],
        [WEST, 'PUT', '/_ministack/cfn-response/token', '{"Status":"SUCCESS"}'],
      ]);
    });

    it('in the scope of its signature', async () => {
      expect((await call({ headers: signedFor(WEST) })).body).toBe(WEST);
      expect((await call({ headers: signedFor(EAST) })).body).toBe(EAST);
    });

    it('in the query of a presigned URL', async () => {
      const scope = encodeURIComponent(`test/20260101/${WEST}/s3/aws4_request`);

      expect((await call({ path: `/bucket/key?X-Amz-Credential=${scope}` })).body).toBe(WEST);
    });

    it('in the region set of an asymmetric signature', async () => {
      const authorization = 'AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, Signature=00';

      expect((await call({ headers: { authorization, 'x-amz-region-set': WEST } })).body).toBe(WEST);
    });

    it('in the host name of an API Gateway endpoint', async () => {
      expect((await call({ headers: { host: `abc123.execute-api.${WEST}.amazonaws.com` } })).body).toBe(WEST);
    });

    it('for a global service signed for a region without an emulator: the primary', async () => {
      expect((await call({ headers: signedFor('eu-west-1', 'iam') })).body).toBe(EAST);
    });

    it('or refuses, and says what is missing', async () => {
      const unsigned = await call({});
      const elsewhere = await call({ headers: signedFor('eu-west-1') });

      for (const answer of [unsigned, elsewhere]) {
        expect(answer.status).toBe(400);
        expect(JSON.parse(answer.body)).toMatchObject({
          __type: 'RegionUnknown',
          message: expect.stringContaining(EAST),
        });
      }
      expect(seen).toEqual([]);
    });
  });

  describe('at the edge of a region', () => {
    it('sends everything to that region and keeps the host', async () => {
      const answer = await call({ host: ADDRESS[WEST], headers: { host: 'api.example.com' } });

      expect(answer.body).toBe(WEST);
      expect(seen[0].host).toBe('api.example.com');
    });

    it("turns an API's public host into the one that the emulator serves", async () => {
      await call({ host: ADDRESS[WEST], headers: { host: `abc123.execute-api.${WEST}.amazonaws.com` } });

      expect(seen[0].host).toBe('abc123.execute-api.localhost');
    });
  });

  describe('passes on', () => {
    it('a body of known length with its length', async () => {
      await call({ method: 'PUT', headers: { ...signedFor(EAST), 'content-length': 5 } }, 'hello');

      expect(seen[0].body).toBe('hello');
      expect(headerOf(seen[0], 'content-length')).toBe('5');
    });

    it('a body of unknown length, even of a DELETE', async () => {
      await call({ method: 'DELETE', headers: { ...signedFor(EAST), 'transfer-encoding': 'chunked' } }, ['hel', 'lo']);

      expect(seen[0].body).toBe('hello');
    });

    it('a body that waits for "100 Continue"', async () => {
      const headers = { ...signedFor(EAST), expect: '100-continue', 'content-length': 5 };

      expect((await call({ method: 'PUT', headers }, 'hello')).status).toBe(200);
      expect(seen[0].body).toBe('hello');
    });

    it('answers without a body', async () => {
      const head = await call({ method: 'HEAD', headers: signedFor(EAST) });
      const noContent = await call({ path: '/204', headers: signedFor(EAST) });
      const notModified = await call({ path: '/304', headers: signedFor(EAST) });

      expect([head.status, noContent.status, notModified.status]).toEqual([200, 204, 304]);
      expect(head.headers['content-length']).toBe(String(EAST.length));
    });
  });

  describe('while a region is frozen', () => {
    it('cuts what is in flight', async () => {
      const inFlight = call({ host: ADDRESS[EAST], path: '/slow' });
      await until(() => seen.length === 1);

      router.setState(EAST, 'frozen');

      await expect(inFlight).rejects.toThrow(/hang up|ECONNRESET/);
    });

    it('leaves new requests unanswered, and never passes them on, not even when the region returns', async () => {
      router.setState(EAST, 'frozen');
      const edge = call({ host: ADDRESS[EAST] });
      const api = call({ headers: signedFor(EAST) });
      await Promise.all([expectHanging(edge), expectHanging(api)]);

      router.setState(EAST, 'up');

      await expect(edge).rejects.toThrow(/hang up|ECONNRESET/);
      await expect(api).rejects.toThrow(/hang up|ECONNRESET/);
      expect(seen).toEqual([]);
      expect((await call({ headers: signedFor(EAST) })).body).toBe(EAST);
    });

    it('does not touch the other region', async () => {
      const inFlight = call({ host: ADDRESS[WEST], path: '/slow' });
      await until(() => seen.length === 1);

      router.setState(EAST, 'frozen');

      await expectHanging(inFlight);
      expect((await call({ host: ADDRESS[WEST] })).body).toBe(WEST);
      router.setState(WEST, 'dead');
      await expect(inFlight).rejects.toThrow();
    });
  });

  it('hands a name on as the host that the emulator knows, whatever case and port it comes with', async () => {
    router.serve('web.example.com', 'web-1.us-east-1.elb.amazonaws.com');

    await call({ host: ADDRESS[EAST], headers: { host: `Web.example.com:${router.port}` } });
    await call({ host: ADDRESS[EAST], headers: { host: 'other.example.com' } });

    expect(seen.map(({ host }) => host)).toEqual(['web-1.us-east-1.elb.amazonaws.com', 'other.example.com']);
  });

  it('hands on what a function says that cannot run here, and keeps it from every region', async () => {
    const said = { path: 'East/Java', runtime: 'java21' };
    const path = '/_drill/substitute-called';

    expect((await call({ path, method: 'POST' }, JSON.stringify(said))).status).toBe(204);
    expect((await call({ path, method: 'POST' }, 'no JSON')).status).toBe(400);

    expect(substitutes).toEqual([said]);
    expect(seen).toEqual([]);
  });

  it('resets connections to a dead region', async () => {
    router.setState(EAST, 'dead');

    await expect(call({ host: ADDRESS[EAST] })).rejects.toThrow(/hang up|ECONNRESET/);
    await expect(call({ headers: signedFor(EAST) })).rejects.toThrow(/hang up|ECONNRESET/);
  });

  it('cuts the client when the emulator breaks off', async () => {
    emulators[0].removeAllListeners('request');
    emulators[0].on('request', (_incoming, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      setImmediate(() => response.destroy());
    });

    await expect(call({ host: ADDRESS[EAST] })).rejects.toThrow(/aborted/);
  });

  it('fails with PortInUse when the port given is taken on any address', async () => {
    const other = createTcpServer();
    await new Promise<void>(resolve => other.listen(0, ADDRESS[WEST], resolve));
    const port = (other.address() as { port: number }).port;
    const second = new Router([{ name: WEST, address: ADDRESS[WEST], upstreamPort: 1 }]);

    await expect(second.listen(port)).rejects.toMatchObject({
      code: 'PortUnavailable',
      message: expect.stringContaining(`${port}`),
    });

    await new Promise(resolve => other.close(resolve));
  });

  it('fails with LoopbackAddressMissing, and the command that adds one, where the system has no such address', async () => {
    const other = new Router([{ name: WEST, address: '127.0.103.1', upstreamPort: 1 }]);
    // Linux has all of 127.0.0.0/8, so what macOS says is put in its mouth.
    jest.spyOn(TcpServer.prototype, 'listen').mockImplementationOnce(function (this: TcpServer) {
      const error = Object.assign(new Error('listen'), { code: 'EADDRNOTAVAIL', address: '127.0.103.1' });
      process.nextTick(() => this.emit('error', error));
      return this;
    });

    await expect(other.listen()).rejects.toMatchObject({
      code: 'LoopbackAddressUnavailable',
      message: expect.stringContaining('sudo ifconfig lo0 alias 127.0.103.1'),
    });
  });

  it('refuses any address that is not loopback', () => {
    expect(() => new Router([{ name: EAST, address: '0.0.0.0', upstreamPort: 1 }])).toThrow(
      /AddressUnsupported.*0\.0\.0\.0/,
    );
  });
});

function portOf(server: Server): number {
  return (server.address() as { port: number }).port;
}

function headerOf({ headers }: Seen, name: string): string | undefined {
  const index = headers.findIndex((header, i) => i % 2 === 0 && header.toLowerCase() === name);
  return headers[index + 1];
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}

/** Nothing came within a moment. */
async function expectHanging(answer: Promise<unknown>): Promise<void> {
  const moment = new Promise(resolve => setTimeout(resolve, 100, 'nothing'));
  await expect(Promise.race([answer, moment])).resolves.toBe('nothing');
}
