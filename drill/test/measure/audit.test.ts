import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Cloud } from '../../cloud/cloud.js';
import { Audit } from '../../measure/audit.js';
import { type Workload } from '../../scenario/spec.js';

let server: Server;
const NOTHING_DEPLOYED = {
  globalTables: [],
  healthChecks: [],
  records: [],
  buckets: [],
  deadLetterQueues: [],
  schedules: [],
};

/** Begins to answer, and resolves to the port. */
async function answer(status: number, body: object = {}): Promise<number> {
  server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', connection: 'close' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => void server.close());

test('a table that a region does not have has none of the writes there, and is a problem with a name', async () => {
  const port = await answer(400, { __type: 'ResourceNotFoundException', message: 'Requested resource not found' });
  const cloud = { endpoint: `http://127.0.0.1:${port}` } as Cloud;
  const audit = new Audit({ cloud, workload: {} as Workload, deployed: NOTHING_DEPLOYED });
  const write = { id: 'a1', region: 'us-east-1', sentAt: 0, ackedAt: 0, item: { table: 'orders', key: {} } };

  expect(await audit.presentWrites('us-west-2', [write])).toEqual(new Set());
  expect(audit.problems).toEqual([expect.stringContaining('us-west-2 has no table "orders"')]);
  audit.close();
});

describe('writes that only the app can show', () => {
  const write = (id: string) => ({ id, region: 'us-east-1', sentAt: 0, ackedAt: 0 });
  const workload = { writes: { hostname: 'files.example.com', readPath: '/files/{{id}}' } } as unknown as Workload;

  async function auditOf(status: number): Promise<Audit> {
    const edgePort = await answer(status);
    const cloud = { edgePort, regions: [{ name: 'us-west-2', address: '127.0.0.1' }] } as unknown as Cloud;
    return new Audit({ cloud, workload, deployed: NOTHING_DEPLOYED });
  }

  test.each([
    ['shows', 200, ['a1', 'a2'], []],
    ['does not have', 404, [], []],
    [
      'cannot read to anybody',
      502,
      [],
      ['us-west-2 answers 502 to GET /files/…: what it holds cannot be read, and counts as missing there.'],
    ],
  ])('are those that it %s', async (_what, status, present, problems) => {
    const audit = await auditOf(status);

    expect([...(await audit.presentWrites('us-west-2', [write('a1'), write('a2')]))].sort()).toEqual(present);
    expect(audit.problems).toEqual(problems);
  });

  test('fails where the region says neither, because it is busy', async () => {
    const audit = await auditOf(429);

    await expect(audit.presentWrites('us-west-2', [write('a1')])).rejects.toMatchObject({ code: 'AuditFailed' });
  });
});
