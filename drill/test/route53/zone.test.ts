import fc from 'fast-check';
import { type RecordSpec } from '../../assembly/model.js';
import { Zone } from '../../route53/zone.js';
import { cloudOf, failoverPair, record, TWO_REGIONS } from './samples.js';
import { VirtualClock } from './virtual-clock.js';

function zoneOf(records: RecordSpec[], more: { clock?: VirtualClock; seed?: number } = {}): Zone {
  return new Zone({
    cloud: cloudOf(TWO_REGIONS),
    clock: more.clock ?? new VirtualClock(),
    records,
    healthy: () => true,
    seed: more.seed,
  });
}

test('a CNAME is followed to the address of its region, in one answer', () => {
  const { status, records } = zoneOf(failoverPair()).resolve('api.example.com');

  expect(status).toBe('NOERROR');
  expect(records).toEqual([
    { name: 'api.example.com', type: 'CNAME', ttl: 30, data: 'd-1.execute-api.us-east-1.amazonaws.com' },
    { name: 'd-1.execute-api.us-east-1.amazonaws.com', type: 'A', ttl: 60, data: '127.0.101.1' },
  ]);
});

test('an alias answers with the address of its target, under its own name', () => {
  const alias = { name: 'd-2.execute-api.us-west-2.amazonaws.com.', evaluateTargetHealth: false };

  const { records } = zoneOf([record({ type: 'A', alias, ttlSeconds: undefined })]).resolve('api.example.com');

  expect(records).toEqual([{ name: 'api.example.com', type: 'A', ttl: 60, data: '127.0.102.1' }]);
});

test('names are compared without case and trailing dot', () => {
  expect(zoneOf(failoverPair()).resolve('API.Example.COM.').records).toHaveLength(2);
});

test('the host of a region leads to its edge', () => {
  expect(zoneOf([]).address('abc.execute-api.us-west-2.amazonaws.com')).toBe('127.0.102.1');
  expect(zoneOf([]).address('bucket.s3-website-us-west-2.amazonaws.com')).toBe('127.0.102.1');
});

test.each(['nowhere.example.com', 'abc.execute-api.eu-west-1.amazonaws.com', 'us-east-1.example.com'])(
  '"%s" does not exist',
  name => {
    expect(zoneOf(failoverPair()).resolve(name)).toEqual({ status: 'NXDOMAIN', records: [] });
  },
);

test('a wildcard covers names that have no record of their own', () => {
  const zone = zoneOf([record({ name: '*.example.com', type: 'A', values: ['127.0.101.1'] }), ...failoverPair()]);

  expect(zone.address('shop.example.com')).toBe('127.0.101.1');
  expect(zone.resolve('api.example.com').records[0].type).toBe('CNAME');
});

test('CNAMEs in a circle end without an address', () => {
  const zone = zoneOf([
    record({ name: 'a.example.com', values: ['b.example.com'] }),
    record({ name: 'b.example.com', values: ['a.example.com'] }),
  ]);

  expect(zone.address('a.example.com')).toBeUndefined();
});

describe('a change of health', () => {
  test('shows in answers within the propagation delay, and not at once', () => {
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1000 }), async seed => {
        const clock = new VirtualClock();
        const zone = zoneOf(failoverPair(), { clock, seed });
        await clock.advance(100);

        zone.observe({ at: 100, checkId: 'east', healthy: false });
        expect(zone.region('api.example.com')).toBe('us-east-1');
        await clock.advance(10);

        expect(zone.region('api.example.com')).toBe('us-west-2');
        const [first, second] = zone.history();
        expect(first).toEqual({ at: 0, name: 'api.example.com', region: 'us-east-1', regions: ['us-east-1'] });
        expect(second).toMatchObject({ name: 'api.example.com', region: 'us-west-2', regions: ['us-west-2'] });
        expect(second.at).toBeGreaterThan(100);
        expect(second.at).toBeLessThanOrEqual(110);
      }),
    );
  });

  test('never overtakes an earlier one', async () => {
    const clock = new VirtualClock();
    const zone = zoneOf(failoverPair(), { clock });
    for (let i = 0; i < 20; i++) zone.observe({ at: i / 10, checkId: 'east', healthy: i % 2 === 1 });

    await clock.advance(20);

    const times = zone.history().map(change => change.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(zone.region('api.example.com')).toBe('us-east-1');
  });

  test('is told in the history even when nobody asked meanwhile', async () => {
    const clock = new VirtualClock();
    const zone = zoneOf(failoverPair(), { clock });
    zone.observe({ at: 10, checkId: 'east', healthy: false });
    zone.observe({ at: 100, checkId: 'east', healthy: true });

    await clock.advance(200);

    expect(zone.history().map(change => change.region)).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
  });
});

test('a name whose records lead to several regions has no single region', () => {
  const zone = zoneOf([
    record({ setIdentifier: '1', weight: 1, values: ['d-1.execute-api.us-east-1.amazonaws.com'] }),
    record({ setIdentifier: '2', weight: 1, values: ['d-2.execute-api.us-west-2.amazonaws.com'] }),
  ]);

  expect(zone.region('api.example.com')).toBeNull();
  const regions = ['us-east-1', 'us-west-2'];
  expect(zone.regions('api.example.com')).toEqual(regions);
  expect(zone.history()).toEqual([{ at: 0, name: 'api.example.com', region: null, regions }]);
});

describe('records that are chosen by where a client is', () => {
  const nearest = [
    record({ setIdentifier: '1', latencyRegion: 'us-east-1', values: ['d-1.execute-api.us-east-1.amazonaws.com'] }),
    record({ setIdentifier: '2', latencyRegion: 'us-west-2', values: ['d-2.execute-api.us-west-2.amazonaws.com'] }),
  ];

  test('lead each client to its own region, and the name to all of them', () => {
    const clientRegions = Object.keys(TWO_REGIONS);
    const options = { cloud: cloudOf(TWO_REGIONS), clock: new VirtualClock(), healthy: () => true };
    const zone = new Zone({ ...options, records: nearest, clientRegions });

    const address = (place: string) => zone.resolve('api.example.com', 'A', place).records.at(-1)?.data;
    expect(clientRegions.map(address)).toEqual(Object.values(TWO_REGIONS));
    expect(zone.regions('api.example.com')).toEqual(clientRegions);
  });

  test('lead to one region where all clients are in one place', () => {
    expect(zoneOf(nearest).region('api.example.com')).toBe('us-east-1');
  });
});

test('an alias to a CNAME of the zone answers with that under its own name, and with its TTL', () => {
  const zone = zoneOf([
    ...failoverPair().map(each => ({ ...each, name: '_2.api.example.com' })),
    record({ alias: { name: '_2.api.example.com.', evaluateTargetHealth: true }, ttlSeconds: undefined }),
  ]);

  expect(zone.resolve('api.example.com').records).toEqual([
    { name: 'api.example.com', type: 'CNAME', ttl: 30, data: 'd-1.execute-api.us-east-1.amazonaws.com' },
    { name: 'd-1.execute-api.us-east-1.amazonaws.com', type: 'A', ttl: 60, data: '127.0.101.1' },
  ]);
  expect(zone.resolve('api.example.com', 'CNAME').records).toHaveLength(1);
});

describe('a tree of three regions', () => {
  const THREE = { ...TWO_REGIONS, 'eu-west-1': '127.0.103.1' };
  const host = (region: string) => [`d-1.execute-api.${region}.amazonaws.com`];
  const inner = '_2.api.example.com';
  const tree = [
    record({ setIdentifier: 'e', failover: 'PRIMARY', healthCheckId: 'us-east-1', values: host('us-east-1') }),
    record({ setIdentifier: 'w', failover: 'SECONDARY', alias: { name: `${inner}.`, evaluateTargetHealth: true } }),
    record({
      name: inner,
      setIdentifier: 'w',
      failover: 'PRIMARY',
      healthCheckId: 'us-west-2',
      values: host('us-west-2'),
    }),
    record({
      name: inner,
      setIdentifier: 'i',
      failover: 'SECONDARY',
      healthCheckId: 'eu-west-1',
      values: host('eu-west-1'),
    }),
  ];

  test.each([
    [[], 'us-east-1'],
    [['us-west-2'], 'us-east-1'],
    [['us-east-1'], 'us-west-2'],
    [['us-east-1', 'us-west-2'], 'eu-west-1'],
    [['us-east-1', 'eu-west-1'], 'us-west-2'],
    [['us-east-1', 'us-west-2', 'eu-west-1'], 'us-east-1'],
  ])('without %s it leads to %s', (lost, region) => {
    const healthy = (id: string) => !(lost as string[]).includes(id);
    const zone = new Zone({ cloud: cloudOf(THREE), clock: new VirtualClock(), records: tree, healthy });
    expect(zone.region('api.example.com')).toBe(region);
  });
});
