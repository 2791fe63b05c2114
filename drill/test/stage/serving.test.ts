import { type RecordSpec } from '../../assembly/model.js';
import { asksDns, servingRegion } from '../../stage/serving.js';
import { Zone } from '../../route53/zone.js';
import { type Stage } from '../../stage/stage.js';

const regions = [
  { name: 'us-east-1', address: '127.0.101.1' },
  { name: 'us-west-2', address: '127.0.102.1' },
  { name: 'eu-west-1', address: '127.0.103.1' },
];
const cloud = { regions, regionAt: (address: string) => regions.find(region => region.address === address) };

/** A record that leads to a region, whatever stack declares it. */
const record = (failover: 'PRIMARY' | 'SECONDARY', region: string): RecordSpec => ({
  path: `Dns/${failover}`,
  name: 'orders.example.com',
  type: 'CNAME',
  ttlSeconds: 60,
  setIdentifier: failover,
  failover,
  values: [`a1b2.execute-api.${region}.amazonaws.com`],
});

function stageOf(records: RecordSpec[], homeRegion?: string): Stage {
  const zone = new Zone({ cloud, clock: { now: () => 0 }, records, healthy: () => true });
  const globalTables = homeRegion ? [{ path: 'T', tableName: 't', homeRegion, replicaRegions: [] }] : [];
  return {
    zone,
    app: { regions: regions.map(({ name }) => name) },
    workload: { hostname: zone.names[0] },
    deployed: { globalTables },
  } as unknown as Stage;
}

test('the region that serves is the one to which the PRIMARY record leads, not that of the stack with the records', () => {
  const stage = stageOf([record('PRIMARY', 'us-west-2'), record('SECONDARY', 'eu-west-1')]);

  expect(servingRegion(stage)).toBe('us-west-2');
  expect(asksDns(stage)).toBe(true);
});

test('without a name, it is the home of a global table, else the first of the app', () => {
  expect(servingRegion(stageOf([], 'eu-west-1'))).toBe('eu-west-1');
  expect(servingRegion(stageOf([]))).toBe('us-east-1');
  expect(asksDns(stageOf([]))).toBe(false);
});
