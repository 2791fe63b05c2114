import fc from 'fast-check';
import { type RecordSpec } from '../../assembly/model.js';
import { answer, candidates, type AnswerContext } from '../../route53/failover.js';
import { seededRandom } from '../../route53/random.js';
import { failoverPair, record } from './samples.js';

const withHealth = (status: Record<string, boolean>, more: Partial<AnswerContext> = {}): AnswerContext => ({
  healthy: id => status[id] ?? true,
  zone: [],
  ...more,
});

describe('a failover answer', () => {
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html and the page on failover records.
  const TABLE: [primary: boolean | undefined, secondary: boolean | undefined, answered: string][] = [
    [true, true, 'PRIMARY'],
    [true, false, 'PRIMARY'],
    [true, undefined, 'PRIMARY'],
    [false, true, 'SECONDARY'],
    [false, false, 'PRIMARY'],
    [false, undefined, 'SECONDARY'],
    [undefined, true, 'PRIMARY'],
    [undefined, false, 'PRIMARY'],
    [undefined, undefined, 'PRIMARY'],
  ];

  test.each(TABLE)('with the PRIMARY %s and the SECONDARY %s is the %s', (primary, secondary, expected) => {
    const [first, second] = failoverPair();
    const group = [
      { ...first, healthCheckId: primary === undefined ? undefined : 'east' },
      { ...second, healthCheckId: secondary === undefined ? undefined : 'west' },
    ];

    const chosen = candidates(group, withHealth({ east: primary!, west: secondary! }));

    expect(chosen.map(it => it.failover)).toEqual([expected]);
  });

  test('agrees with the table whatever the order of the records', () => {
    const state = fc.constantFrom(true, false, undefined);
    fc.assert(
      fc.property(state, state, fc.boolean(), (primary, secondary, reversed) => {
        const [first, second] = failoverPair();
        const group = [
          { ...first, healthCheckId: primary === undefined ? undefined : 'east' },
          { ...second, healthCheckId: secondary === undefined ? undefined : 'west' },
        ];

        const chosen = candidates(reversed ? group.reverse() : group, withHealth({ east: primary!, west: secondary! }));

        const [, , expected] = TABLE.find(([p, s]) => p === primary && s === secondary)!;
        expect(chosen.map(it => it.failover)).toEqual([expected]);
      }),
    );
  });

  test('is the only record there is, healthy or not', () => {
    const [, secondary] = failoverPair();

    expect(candidates([secondary], withHealth({ west: false }))).toEqual([secondary]);
  });
});

describe('a weighted answer', () => {
  const weights = fc.array(fc.record({ weight: fc.integer({ min: 0, max: 3 }), healthy: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  const groupOf = (specs: { weight: number }[]) =>
    specs.map(({ weight }, i) => record({ setIdentifier: `${i}`, weight, healthCheckId: `${i}` }));
  const statusOf = (specs: { healthy: boolean }[]) =>
    Object.fromEntries(specs.map(({ healthy }, i) => [`${i}`, healthy]));

  test('comes from the records that the rules leave over', () => {
    fc.assert(
      fc.property(weights, specs => {
        const chosen = candidates(groupOf(specs), withHealth(statusOf(specs))).map(it => Number(it.setIdentifier));

        // An independent statement of the rules: rank each record, and keep the best rank.
        const rank = ({ weight, healthy }: { weight: number; healthy: boolean }): number =>
          healthy ? (weight > 0 ? 1 : 2) : weight > 0 ? 3 : 4;
        const best = Math.min(...specs.map(rank));
        expect(chosen).toEqual(specs.flatMap((spec, i) => (rank(spec) === best ? [i] : [])));
      }),
    );
  });

  test('is drawn by weight', () => {
    const group = groupOf([{ weight: 1 }, { weight: 3 }]);
    const random = seededRandom(7);

    const draws = Array.from({ length: 4000 }, () => answer(group, withHealth({}), random)[0].setIdentifier);

    expect(draws.filter(id => id === '1').length / draws.length).toBeCloseTo(0.75, 1);
  });

  test('is drawn evenly where every weight is 0', () => {
    const group = groupOf([{ weight: 0 }, { weight: 0 }]);
    const random = seededRandom(7);

    const draws = Array.from({ length: 4000 }, () => answer(group, withHealth({}), random)[0].setIdentifier);

    expect(draws.filter(id => id === '1').length / draws.length).toBeCloseTo(0.5, 1);
  });
});

describe('a latency answer', () => {
  const group = [
    record({ setIdentifier: 'east', latencyRegion: 'us-east-1', healthCheckId: 'east' }),
    record({ setIdentifier: 'west', latencyRegion: 'us-west-2', healthCheckId: 'west' }),
  ];

  test.each([
    ['the region of the client', {}, 'west'],
    ['another region when that one is unhealthy', { west: false }, 'east'],
    ['the region of the client when all are unhealthy', { east: false, west: false }, 'west'],
  ])('is %s', (_, status, expected) => {
    const chosen = candidates(group, withHealth(status, { clientRegion: 'us-west-2' }));

    expect(chosen.map(it => it.setIdentifier)).toEqual([expected]);
  });
});

describe('an alias that evaluates its target', () => {
  const alias = record({ failover: 'PRIMARY', alias: { name: 'target.example.com', evaluateTargetHealth: true } });
  const fallback = record({ failover: 'SECONDARY' });
  const target = record({ name: 'target.example.com', healthCheckId: 'target' });

  test('is unhealthy when every record of the target is', () => {
    const chosen = candidates([alias, fallback], withHealth({ target: false }, { zone: [target] }));

    expect(chosen).toEqual([fallback]);
  });

  test('is healthy while one record of the target is', () => {
    const zone = [target, { ...target, healthCheckId: undefined }];

    expect(candidates([alias, fallback], withHealth({ target: false }, { zone }))).toEqual([alias]);
  });

  test('is healthy where the target is outside the zone, as API Gateway is', () => {
    expect(candidates([alias, fallback], withHealth({ target: false }))).toEqual([alias]);
  });

  test('is healthy where aliases lead in a circle', () => {
    const circle = record({
      name: 'target.example.com',
      alias: { name: 'target.example.com', evaluateTargetHealth: true },
    });

    expect(candidates([alias, fallback], withHealth({}, { zone: [circle] }))).toEqual([alias]);
  });
});

test('a simple answer leaves out unhealthy records, unless all are', () => {
  const one = record({ healthCheckId: 'one' });
  const two = record({ healthCheckId: 'two' });

  expect(candidates([one, two], withHealth({ one: false }))).toEqual([two]);
  expect(candidates([one, two], withHealth({ one: false, two: false }))).toEqual([one, two]);
});

test('an alias that evaluates the health of a load balancer fails over with it, one that does not stays', () => {
  const primary = (evaluateTargetHealth: boolean): RecordSpec =>
    record({ failover: 'PRIMARY', alias: { name: 'web.us-east-1.elb.amazonaws.com', evaluateTargetHealth } });
  const secondary = record({ failover: 'SECONDARY' });
  const sick = withHealth({ 'target health of web.us-east-1.elb.amazonaws.com': false });

  expect(candidates([primary(true), secondary], sick).map(it => it.failover)).toEqual(['SECONDARY']);
  expect(candidates([primary(false), secondary], sick).map(it => it.failover)).toEqual(['PRIMARY']);
});

describe('a geolocation answer', () => {
  const at = (id: string, geoLocation: object): RecordSpec =>
    record({ setIdentifier: id, healthCheckId: id, geoLocation });
  const group = [
    at('everybody', { country: '*' }),
    at('europe', { continent: 'EU' }),
    at('states', { country: 'US' }),
    at('oregon', { country: 'US', subdivision: 'OR' }),
  ];
  const answered = (clientRegion: string, down: string[] = [], records = group): (string | undefined)[] => {
    const status = Object.fromEntries(down.map(id => [id, false]));
    return candidates(records, withHealth(status, { clientRegion })).map(it => it.setIdentifier);
  };

  test.each([
    ['us-west-2', 'oregon'],
    ['us-east-1', 'states'],
    ['eu-west-1', 'europe'],
    ['ap-northeast-1', 'everybody'],
    ['xx-nowhere-1', 'everybody'],
  ])('of a client near %s is the record for %s', (region, expected) => {
    expect(answered(region)).toEqual([expected]);
  });

  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
  test('goes on to the next larger place when the record for the smaller one is unhealthy', () => {
    expect(answered('us-west-2', ['oregon'])).toEqual(['states']);
    expect(answered('us-west-2', ['oregon', 'states'])).toEqual(['everybody']);
  });

  test('is the most precise record when none that fits is healthy', () => {
    expect(answered('us-west-2', ['oregon', 'states', 'everybody'])).toEqual(['oregon']);
  });

  test('is empty for a place that no record names', () => {
    expect(answered('ap-northeast-1', [], group.slice(1))).toEqual([]);
  });
});
