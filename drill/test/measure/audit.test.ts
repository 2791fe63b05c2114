import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Cloud } from '../../cloud/cloud.js';
import { Audit } from '../../measure/audit.js';
import { type Workload } from '../../scenario/spec.js';

let server: Server;

beforeEach(async () => {
  server = createServer((_, response) => {
    const type = 'ResourceNotFoundException';
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0', connection: 'close' });
    response.end(JSON.stringify({ __type: type, message: 'Requested resource not found' }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => void server.close());

test('a table that a region does not have has none of the writes there, and is a problem with a name', async () => {
  const cloud = { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } as Cloud;
  const deployed = {
    globalTables: [],
    healthChecks: [],
    records: [],
    buckets: [],
    deadLetterQueues: [],
    schedules: [],
  };
  const audit = new Audit({ cloud, workload: {} as Workload, deployed });
  const write = { id: 'a1', region: 'us-east-1', sentAt: 0, ackedAt: 0, item: { table: 'orders', key: {} } };

  expect(await audit.presentWrites('us-west-2', [write])).toEqual(new Set());
  expect(audit.problems).toEqual([expect.stringContaining('us-west-2 has no table "orders"')]);
  audit.close();
});
