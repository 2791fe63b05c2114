import fc from 'fast-check';
import { FailoverTiming, type FailoverTimingProps } from '../../lib/objectives';
import { failureOf } from '../support/failure';

const legalInputs = fc.record<FailoverTimingProps>({
  intervalSeconds: fc.constantFrom(10, 30),
  failureThreshold: fc.integer({ min: 1, max: 10 }),
  ttlSeconds: fc.integer({ min: 0, max: 172_800 }),
  propagationSeconds: fc.integer({ min: 0, max: 600 }),
  clientCacheSeconds: fc.integer({ min: 0, max: 3600 }),
  clientRetrySeconds: fc.integer({ min: 0, max: 900 }),
  healthCacheSeconds: fc.integer({ min: 0, max: 30 }),
});

test.each([
  [
    'fast checks, three of them, a minute of TTL',
    { intervalSeconds: 10, failureThreshold: 3, ttlSeconds: 60 },
    48,
    108,
  ],
  ['the fastest checks', { intervalSeconds: 10, failureThreshold: 1, ttlSeconds: 10 }, 16, 26],
  ["CDK's defaults", { intervalSeconds: 30, failureThreshold: 3, ttlSeconds: 1800 }, 108, 1908],
])('%s take the time that DESIGN.md names', (_, props, detectionSeconds, rtoSeconds) => {
  expect(new FailoverTiming({ ...props, propagationSeconds: 0 })).toMatchObject({ detectionSeconds, rtoSeconds });
});

test('ten seconds of propagation are assumed unless others are given', () => {
  const timing = new FailoverTiming({ intervalSeconds: 10, failureThreshold: 3, ttlSeconds: 60 });
  expect(timing.rtoSeconds).toBe(118);
});

test('the formula shows every term that counts, and its sum', () => {
  const timing = new FailoverTiming({
    intervalSeconds: 10,
    failureThreshold: 3,
    ttlSeconds: 60,
    clientRetrySeconds: 5,
  });
  expect(timing.formula).toBe('3 × (10 s + 6 s) + 10 s + 60 s + 5 s = 123 s');
});

test('what a health route keeps comes before the first probe that fails', () => {
  const timing = new FailoverTiming({
    intervalSeconds: 10,
    failureThreshold: 3,
    ttlSeconds: 30,
    clientRetrySeconds: 5,
    healthCacheSeconds: 30,
  });
  expect(timing.detectionFormula).toBe('30 s + 3 × (10 s + 6 s) = 78 s');
  expect(timing.formula).toBe('30 s + 3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 123 s');
});

test('the formula says when the floor of DNS is above its sum', () => {
  const timing = new FailoverTiming({
    intervalSeconds: 10,
    failureThreshold: 1,
    ttlSeconds: 0,
    propagationSeconds: 0,
  });
  expect(timing.formula).toBe('1 × (10 s + 6 s) = 16 s, and never less than 26 s by DNS');
});

test('no legal setting claims less than 26 s, nor less than its own detection', () => {
  fc.assert(
    fc.property(legalInputs, props => {
      const { rtoSeconds, detectionSeconds } = new FailoverTiming(props);
      expect(rtoSeconds).toBeGreaterThanOrEqual(26);
      expect(rtoSeconds).toBeGreaterThanOrEqual(detectionSeconds);
    }),
  );
});

test('more of any input never makes a failover faster', () => {
  const names = [
    'failureThreshold',
    'ttlSeconds',
    'propagationSeconds',
    'clientCacheSeconds',
    'clientRetrySeconds',
  ] as const;
  fc.assert(
    fc.property(legalInputs, fc.constantFrom(...names), (props, name) => {
      fc.pre(props.failureThreshold < 10);
      const more = new FailoverTiming({ ...props, [name]: props[name]! + 1 });
      expect(more.rtoSeconds).toBeGreaterThanOrEqual(new FailoverTiming(props).rtoSeconds);
    }),
  );
});

test('the slow interval never makes a failover faster', () => {
  fc.assert(
    fc.property(legalInputs, props => {
      const [fast, slow] = [10, 30].map(intervalSeconds => new FailoverTiming({ ...props, intervalSeconds }));
      expect(slow.rtoSeconds).toBeGreaterThan(fast.rtoSeconds - 1);
      expect(slow.detectionSeconds).toBeGreaterThan(fast.detectionSeconds);
    }),
  );
});

test.each([
  ['an interval of 15 s', { intervalSeconds: 15 }, 'HealthIntervalOutOfRange', '"intervalSeconds" is 15'],
  ['a threshold of 0', { failureThreshold: 0 }, 'FailureThresholdOutOfRange', 'is 0; Route 53 takes a whole number'],
  ['a threshold of 11', { failureThreshold: 11 }, 'FailureThresholdOutOfRange', 'is 11'],
  ['a threshold of 2.5', { failureThreshold: 2.5 }, 'FailureThresholdOutOfRange', 'is 2.5'],
  ['a threshold that is no number', { failureThreshold: NaN }, 'FailureThresholdOutOfRange', 'is NaN'],
  ['a negative TTL', { ttlSeconds: -1 }, 'TimingOutOfRange', '"ttlSeconds" is -1'],
  ['an endless TTL', { ttlSeconds: Infinity }, 'TimingOutOfRange', '"ttlSeconds" is Infinity'],
  ['a negative propagation', { propagationSeconds: -10 }, 'TimingOutOfRange', '"propagationSeconds" is -10'],
])('fails on %s', (_, wrong, code, fragment) => {
  const failure = failureOf(
    () => new FailoverTiming({ intervalSeconds: 10, failureThreshold: 3, ttlSeconds: 30, ...wrong }),
  );
  expect(failure.codes).toEqual([code]);
  expect(failure.message).toContain(fragment);
});
