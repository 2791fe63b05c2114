import { type HealthCheckSpec, type RecordSpec } from '../../assembly/model.js';
import { failoverBound } from '../../measure/bound.js';

const check = (changes: Partial<HealthCheckSpec> = {}): HealthCheckSpec => ({
  id: 'app/Check',
  path: 'App/Check',
  type: 'HTTPS',
  fqdn: 'abc.execute-api.us-east-1.amazonaws.com',
  intervalSeconds: 10,
  failureThreshold: 3,
  inverted: false,
  disabled: false,
  childIds: [],
  ...changes,
});

const record = (changes: Partial<RecordSpec> = {}): RecordSpec => ({
  path: 'App/Record',
  name: 'api.example.com',
  type: 'CNAME',
  ttlSeconds: 60,
  setIdentifier: 'primary',
  failover: 'PRIMARY',
  healthCheckId: 'app/Check',
  values: ['abc.execute-api.us-east-1.amazonaws.com'],
  ...changes,
});

const bound = (checks: HealthCheckSpec[], records: RecordSpec[]) =>
  failoverBound({ healthChecks: checks, records, clientTimeoutSeconds: 5 });

describe('the bound of a failover', () => {
  test('adds detection, propagation, TTL and the request that was under way, and shows the arithmetic', () => {
    expect(bound([check()], [record()])).toEqual({
      detectionSeconds: 48,
      rtoSeconds: 123,
      formula: '3 × (10 s + 6 s) + 10 s + 60 s + 5 s = 123 s',
      failbackSeconds: 58,
      failbackFormula: '3 × (10 s + 6 s) + 10 s = 58 s',
    });
  });

  test('counts how long the answer of the health route may be old', () => {
    expect(bound([check({ healthCacheSeconds: 30 })], [record()])).toEqual({
      detectionSeconds: 78,
      rtoSeconds: 153,
      formula: '30 s + 3 × (10 s + 6 s) + 10 s + 60 s + 5 s = 153 s',
      failbackSeconds: 88,
      failbackFormula: '30 s + 3 × (10 s + 6 s) + 10 s = 88 s',
    });
  });

  test('counts for the way back how long the region may hold itself out of service', () => {
    expect(bound([check({ healthCacheSeconds: 5, longestHoldSeconds: 3600 })], [record()])).toMatchObject({
      detectionSeconds: 53,
      failbackSeconds: 3663,
      failbackFormula: '3,600 s + 5 s + 3 × (10 s + 6 s) + 10 s = 3,663 s',
    });
  });

  test.each([
    ['HTTPS', 48],
    ['HTTPS_STR_MATCH', 54],
    ['TCP', 60],
  ] as const)('waits for a probe as long as Route 53 does for %s', (type, seconds) => {
    expect(bound([check({ type })], [record()]).detectionSeconds).toBe(seconds);
  });

  test('grows with the failure threshold', () => {
    const slow = bound([check({ failureThreshold: 10 })], [record()]);
    expect(slow.detectionSeconds).toBe(160);
    expect(slow.rtoSeconds).toBe(235);
  });

  test('takes 60 s for an alias, whose TTL is that of its target', () => {
    const alias = record({
      type: 'A',
      ttlSeconds: undefined,
      alias: { name: 'd-1.example', evaluateTargetHealth: true },
    });
    expect(bound([check()], [alias]).rtoSeconds).toBe(123);
  });

  test('is the slowest of several failover names', () => {
    const slow = check({ id: 'app/Slow', intervalSeconds: 30 });
    const found = bound([check(), slow], [record(), record({ name: 'b.example.com', healthCheckId: 'app/Slow' })]);
    expect(found.detectionSeconds).toBe(108);
  });

  test('looks at one name only where one is asked for', () => {
    const slow = check({ id: 'app/Slow', intervalSeconds: 30 });
    const records = [record(), record({ name: 'b.example.com', healthCheckId: 'app/Slow' })];
    const found = failoverBound({
      healthChecks: [check(), slow],
      records,
      clientTimeoutSeconds: 5,
      hostname: 'api.example.com',
    });
    expect(found.detectionSeconds).toBe(48);
  });

  test('ignores the health check of the SECONDARY', () => {
    const secondary = check({ id: 'app/Second', failureThreshold: 10 });
    const records = [record(), record({ failover: 'SECONDARY', healthCheckId: 'app/Second' })];
    expect(bound([check(), secondary], records).detectionSeconds).toBe(48);
  });

  test('follows a calculated check to the slowest of its children', () => {
    const parent = check({
      id: 'app/Parent',
      type: 'CALCULATED',
      childIds: ['app/Check', 'app/Slow'],
      childThreshold: 1,
    });
    const slow = check({ id: 'app/Slow', intervalSeconds: 30 });
    expect(bound([check(), slow, parent], [record({ healthCheckId: 'app/Parent' })]).detectionSeconds).toBe(108);
  });

  test('of a name whose records lead to another one counts that too, and of no other', () => {
    const slow = check({ id: 'app/Slow', intervalSeconds: 30 });
    const inner = record({ name: '_2.api.example.com', healthCheckId: 'app/Slow' });
    const outer = record({
      failover: 'SECONDARY',
      alias: { name: '_2.api.example.com.', evaluateTargetHealth: true },
      values: [],
    });
    const of = (...records: RecordSpec[]) =>
      failoverBound({
        healthChecks: [check(), slow],
        records,
        clientTimeoutSeconds: 5,
        hostname: 'api.example.com',
      }).detectionSeconds;
    expect(of(record(), outer, inner)).toBe(108);
    expect(of(record(), inner)).toBe(48);
  });

  test.each([
    ['weight', { weight: 70 }, { weight: 30 }],
    ['latency', { latencyRegion: 'us-east-1' }, { latencyRegion: 'us-west-2' }],
    ['place', { geoLocation: { continent: 'NA' } }, { geoLocation: { country: '*' } }],
  ])('of records that are chosen by %s, is that of the slowest', (_, first, second) => {
    const slow = check({ id: 'app/Slow', intervalSeconds: 30 });
    const records = [
      record({ failover: undefined, ...first }),
      record({ failover: undefined, ...second, setIdentifier: 'second', healthCheckId: 'app/Slow' }),
    ];
    expect(bound([check(), slow], records).detectionSeconds).toBe(108);
    expect(bound([check(), slow], records.slice(0, 1)).detectionSeconds).toBe(48);
  });

  test('does not count a weight of 0 beside others, and does where all are 0', () => {
    const slow = check({ id: 'app/Slow', intervalSeconds: 30 });
    const records = (weight: number) => [
      record({ failover: undefined, weight }),
      record({ failover: undefined, weight: 0, setIdentifier: 'spare', healthCheckId: 'app/Slow' }),
    ];
    expect(bound([check(), slow], records(1)).detectionSeconds).toBe(48);
    expect(bound([check(), slow], records(0)).detectionSeconds).toBe(108);
  });

  test('is not bounded where one of the weighted records has no health check', () => {
    const records = [
      record({ failover: undefined, weight: 1 }),
      record({ failover: undefined, weight: 1, setIdentifier: 'blind', healthCheckId: undefined }),
    ];
    expect(bound([check()], records)).toEqual({
      detectionSeconds: null,
      rtoSeconds: null,
      formula: 'not bounded: the record "blind" of api.example.com has no health check',
    });
  });

  test('is null where the app has no failover record', () => {
    const none = { detectionSeconds: null, rtoSeconds: null, formula: null };
    expect(bound([check()], [])).toEqual(none);
    expect(bound([check()], [record({ failover: undefined })])).toEqual(none);
  });

  test.each([
    ['the PRIMARY has no health check', check(), record({ healthCheckId: undefined })],
    ['its check is disabled', check({ disabled: true }), record()],
    ['its check follows an alarm', check({ type: 'CLOUDWATCH_METRIC' }), record()],
    ['its check is calculated from itself', check({ type: 'CALCULATED', childIds: ['app/Check'] }), record()],
  ])('is not bounded, and says so, where %s', (_, healthCheck, primary) => {
    const found = bound([healthCheck], [primary]);
    expect(found).toMatchObject({ detectionSeconds: null, rtoSeconds: null });
    expect(found.formula).toMatch(/^not bounded: the PRIMARY/);
  });

  test('puts a name without any bound before those that have one', () => {
    const found = bound([check()], [record(), record({ name: 'b.example.com', healthCheckId: undefined })]);
    expect(found.rtoSeconds).toBeNull();
  });
});
