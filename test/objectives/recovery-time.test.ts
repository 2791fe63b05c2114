import * as fc from 'fast-check';
import { FailoverChanges, RecoveryTime, type FailoverTimingProps } from '../../lib/objectives';
import { failureOf } from '../support/failure';

const SLOW: FailoverTimingProps = { intervalSeconds: 30, failureThreshold: 3, ttlSeconds: 60, propagationSeconds: 0 };

test('the figures of the design hold', () => {
  expect(RecoveryTime.byDns({ ...SLOW, intervalSeconds: 10 }).value).toBe(108);
  expect(RecoveryTime.byDns({ ...SLOW, intervalSeconds: 10, failureThreshold: 1, ttlSeconds: 10 }).value).toBe(26);
  expect(RecoveryTime.byDns({ ...SLOW, ttlSeconds: 1800 }).value).toBe(1908);
});

test('a figure shows its arithmetic, inputs, assumptions and source', () => {
  expect(RecoveryTime.detection(SLOW)).toEqual({
    value: 108,
    kind: 'bound',
    unit: 's',
    formula: '3 × (30 s + 6 s) = 108 s',
    inputs: { intervalSeconds: 30, failureThreshold: 3, probeSeconds: 6, healthCacheSeconds: 0 },
    assumptions: [expect.stringContaining('answers no probe')],
    source: expect.stringContaining('https://docs.aws.amazon.com/Route53/'),
  });
});

test('a failover by alarm adds its datapoints, one more, and the delay of the metric', () => {
  const figure = RecoveryTime.byAlarm({
    datapointsToAlarm: 3,
    periodSeconds: 60,
    ttlSeconds: 30,
    clientRetrySeconds: 5,
  });
  expect(figure.formula).toBe('(3 + 1) × 60 s + 60 s + 10 s + 30 s + 5 s = 345 s');
});

test.each([
  [{ datapointsToAlarm: 0, periodSeconds: 60, ttlSeconds: 0 }, 'datapointsToAlarm'],
  [{ datapointsToAlarm: 1, periodSeconds: 45, ttlSeconds: 0 }, 'periodSeconds'],
  [{ datapointsToAlarm: 1, periodSeconds: 60, ttlSeconds: -1 }, 'ttlSeconds'],
])('fails on alarm timing that CloudWatch has not: %j', (props, name) => {
  expect(() => RecoveryTime.byAlarm(props)).toThrow(expect.objectContaining({ code: 'TimingOutOfRange' }) as Error);
  expect(() => RecoveryTime.byAlarm(props)).toThrow(name);
});

describe('the cheapest change', () => {
  test.each([
    [138, 'TTL 30 s in place of 60 s gives 138 s'],
    [132, 'TTL 20 s in place of 60 s gives 128 s'],
    [110, 'interval 10 s in place of 30 s gives 108 s'],
    [90, 'TTL 30 s in place of 60 s and interval 10 s in place of 30 s give 78 s'],
    [26, 'TTL 10 s in place of 60 s and threshold 1 in place of 3 and interval 10 s in place of 30 s give 26 s'],
  ])('for %i s', (rtoSeconds, description) => {
    expect(FailoverChanges.cheapest(SLOW, rtoSeconds)?.description).toBe(description);
  });

  test('is nothing where DNS cannot meet the objective', () => {
    expect(FailoverChanges.cheapest(SLOW, 25)).toBeUndefined();
    expect(FailoverChanges.leastRtoSeconds(SLOW)).toBe(26);
  });

  test('meets the objective, whatever it is, and never asks for more than the settings had', () => {
    const timing = fc.record({
      intervalSeconds: fc.constantFrom(10, 30),
      failureThreshold: fc.integer({ min: 1, max: 10 }),
      ttlSeconds: fc.integer({ min: 0, max: 3600 }),
      clientRetrySeconds: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(timing, fc.integer({ min: 1, max: 600 }), (current, rtoSeconds) => {
        const change = FailoverChanges.cheapest(current, rtoSeconds);
        if (!change) {
          expect(FailoverChanges.leastRtoSeconds({ ...current })).toBeGreaterThan(
            Math.min(rtoSeconds, RecoveryTime.byDns(current).value! - 1),
          );
          return;
        }
        expect(change.rtoSeconds).toBeLessThanOrEqual(rtoSeconds);
        expect(change.settings.ttlSeconds).toBeLessThanOrEqual(current.ttlSeconds);
        expect(change.settings.failureThreshold).toBeLessThanOrEqual(current.failureThreshold);
        expect(change.settings.clientRetrySeconds).toBe(current.clientRetrySeconds);
      }),
    );
  });
});

describe('the way back', () => {
  const timing = { intervalSeconds: 10, failureThreshold: 3, ttlSeconds: 30, healthCacheSeconds: 5 };

  test('takes the hold, and then as long as a failover without a request under way', () => {
    const figure = RecoveryTime.ofFailback({ ...timing, clientRetrySeconds: 5 }, 3600);

    expect(figure).toMatchObject({ value: 3693, formula: '3600 s + 5 s + 3 × (10 s + 6 s) + 10 s + 30 s = 3693 s' });
    expect(figure.inputs).toMatchObject({ longestHoldSeconds: 3600 });
    expect(figure.assumptions[0]).toContain('ends as soon as');
  });

  test('fails with a hold that is no time', () => {
    expect(failureOf(() => RecoveryTime.ofFailback(timing, -1)).codes).toEqual(['TimingOutOfRange']);
  });
});
