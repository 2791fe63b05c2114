import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Cloud } from '../../cloud/cloud.js';
import { HandedMetrics } from '../../stage/handed-metrics.js';
import { createClock } from '../../support/clock.js';

const down = new Set<string>();
const check = { id: 'East/Check' };
const unseen = { id: 'East/Unseen' };
const fleet = { isHealthy: (id: string) => id !== check.id, unobserved: [unseen] };

let server: Server;
/** What was put, by the region of its signature. */
let received: { region: string; text: string }[];
let metrics: HandedMetrics;

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const region = /Credential=[^/]+\/\d+\/([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      received.push({ region, text: Buffer.concat(chunks).toString('latin1') });
      response.writeHead(200, { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' });
      response.end(Buffer.from([0xa0]));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  metrics = new HandedMetrics({
    cloud: cloudOf('us-east-1', 'us-west-2'),
    clock: createClock(200),
    deployed: { healthChecks: [check, unseen] },
  });
});

afterEach(async () => {
  await metrics.stop();
  await new Promise(resolve => server.close(resolve));
});

/** As the real one, it does not know regions that it has not. */
function cloudOf(...regions: string[]): Cloud {
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    regions: regions.map(name => ({ name })),
    isUp: (region: string) => {
      if (!regions.includes(region)) throw new Error(`${region} is not one of the regions`);
      return !down.has(region);
    },
  } as unknown as Cloud;
}

async function arrived(what: string): Promise<string[]> {
  for (;;) {
    const found = received.filter(({ text }) => text.includes(what));
    if (found.length > 0) return found.map(({ region }) => region);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

test('the status of health checks is told in us-east-1 alone, and of those that are observed', async () => {
  metrics.start(fleet);

  expect(new Set(await arrived('HealthCheckStatus'))).toEqual(new Set(['us-east-1']));
  expect(received.some(({ text }) => text.includes('East/Check'))).toBe(true);
  expect(received.some(({ text }) => text.includes('East/Unseen'))).toBe(false);
});

test('the status of health checks is told to nobody where the app is not in us-east-1', async () => {
  const cloud = cloudOf('eu-west-1', 'us-west-2');
  const elsewhere = new HandedMetrics({ cloud, clock: createClock(200), deployed: { healthChecks: [check] } });
  elsewhere.ofTable({ region: 'eu-west-1', tableName: 'files', receivingRegion: 'us-west-2', millis: 900 });
  elsewhere.start(fleet);

  expect(new Set(await arrived('ReceivingRegion'))).toEqual(new Set(['eu-west-1']));
  await elsewhere.stop();
  expect(received.some(({ text }) => text.includes('HealthCheckStatus'))).toBe(false);
});

test('the latency of a table is told where the change was made, that of a bucket where the object arrives', async () => {
  metrics.ofTable({ region: 'us-east-1', tableName: 'files', receivingRegion: 'us-west-2', millis: 900 });
  const copied = { region: 'us-east-1', source: 'a', destination: 'b', receivingRegion: 'us-west-2', rule: 'all' };
  metrics.ofBucket({ ...copied, seconds: 5 });
  metrics.start(fleet);

  expect(new Set(await arrived('ReceivingRegion'))).toEqual(new Set(['us-east-1']));
  expect(new Set(await arrived('OperationsFailedReplication'))).toEqual(new Set(['us-east-1']));
  const ofBuckets = received.filter(({ text }) => text.includes('AWS/S3') && text.includes('ReplicationLatency'));
  expect(ofBuckets.map(({ region }) => region)).toEqual(['us-west-2']);
});

test('what S3 may not copy has failed, and has no latency', async () => {
  const refused = { region: 'us-east-1', source: 'a', destination: 'b', receivingRegion: 'us-west-2', rule: 'all' };
  metrics.ofBucket(refused);
  metrics.start(fleet);

  expect(await arrived('OperationsFailedReplication')).toEqual(['us-east-1']);
  expect(received.some(({ text }) => text.includes('ReplicationLatency'))).toBe(false);
});

test('what is of a region that is away is lost', async () => {
  const table = { region: 'eu-west-1', tableName: 'files', receivingRegion: 'us-west-2', millis: 900 };
  metrics.ofTable(table);
  metrics.start(fleet);
  await arrived('HealthCheckStatus');

  expect(received.some(({ region }) => region === 'eu-west-1')).toBe(false);
});
