import * as fc from 'fast-check';
import { Duration } from 'aws-cdk-lib/core';
import { waitAfter } from '../../lib/messaging/backoff';
import { growingHorizon, LONGEST_RETRY_FOR, steadyHorizon } from '../../lib/messaging/retry-horizon';

const seconds = fc.integer({ min: 1, max: LONGEST_RETRY_FOR.toSeconds() });
/** Seconds between the first attempt and the end of the wait after so many. */
const waitedAfter = (attempts: number): number =>
  Array.from({ length: attempts }, (_, i) => waitAfter(i + 1)).reduce((sum, wait) => sum + wait, 0);
const timeouts = fc.integer({ min: 1, max: 900 });

test('an attempt waits for as long as all before it, from half a minute to a quarter of an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 400].map(waitAfter)).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
});

test('a growing horizon is the fewest receives whose waits cover the time', () => {
  fc.assert(
    fc.property(seconds, timeouts, (time, timeout) => {
      const { maxReceiveCount: count } = growingHorizon(Duration.seconds(time), timeout);
      expect(waitedAfter(count)).toBeGreaterThanOrEqual(time);
      if (count > 5) expect(waitedAfter(count - 1)).toBeLessThan(time);
      expect(count).toBeLessThanOrEqual(1000);
    }),
  );
});

test('a steady horizon covers the time, with no more receives than SQS takes, and waits six timeouts at least', () => {
  fc.assert(
    fc.property(seconds, timeouts, (time, timeout) => {
      const { visibilityTimeout, maxReceiveCount: count } = steadyHorizon(Duration.seconds(time), timeout);
      const wait = visibilityTimeout.toSeconds();
      expect(wait * count).toBeGreaterThanOrEqual(time);
      expect(wait).toBeGreaterThanOrEqual(Math.max(6 * timeout, 300));
      expect(count).toBeLessThanOrEqual(1000);
      expect(count).toBeGreaterThanOrEqual(5);
    }),
  );
});

test('a function of which the timeout is not known waits six times the longest one', () => {
  expect(steadyHorizon(Duration.days(1)).visibilityTimeout.toSeconds()).toBe(6 * 900);
});
