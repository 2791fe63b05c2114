import { availabilityText } from '../../lib/objectives/figure-text';
import * as fc from 'fast-check';
import { Availability, StrandedEvents } from '../../lib/objectives';

test('common causes and failover time make two regions less available than their product says', () => {
  const props = { regionUnavailability: 0.001, rtoSeconds: 72, meanOutageSeconds: 7200, correlation: 0.1 };
  expect(Availability.oneRegion(props).value).toBeCloseTo(0.999, 12);
  expect(Availability.naive(props).value).toBeCloseTo(0.999999, 12);
  // u·72/7200 + 0.1·u + (0.9·u)² = 1e-5 + 1e-4 + 8.1e-7
  expect(Availability.correlated(props).value).toBeCloseTo(1 - 1.1081e-4, 12);
});

test('the arithmetic is shown with its numbers', () => {
  expect(Availability.correlated({ rtoSeconds: 93 }).formula).toBe(
    '1 − (0.0005 × min(93 s, 7200 s) / 7200 s + 0.1 × 0.0005 + ((1 − 0.1) × 0.0005)²) = 99.994 %',
  );
});

test('a failover that never ends helps nobody: no better than one region', () => {
  const props = { rtoSeconds: Infinity };
  expect(Availability.correlated(props).value).toBeLessThanOrEqual(Availability.oneRegion(props).value!);
});

test('availability is a share, and a longer failover never helps', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(share, share, seconds, seconds, (regionUnavailability, correlation, rtoSeconds, longer) => {
      const at = (rto: number) =>
        Availability.correlated({ regionUnavailability, correlation, rtoSeconds: rto }).value!;
      expect(at(rtoSeconds)).toBeGreaterThanOrEqual(0);
      expect(at(rtoSeconds)).toBeLessThanOrEqual(1);
      expect(at(rtoSeconds + longer)).toBeLessThanOrEqual(at(rtoSeconds) + 1e-12);
    }),
  );
});

// Above one half the formula itself is no longer below: u² exceeds βu + ((1−β)u)² from u = 1/(2−β) on.
test('it is never above the naive product while a region serves more often than not', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      share,
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (regionUnavailability, correlation, rtoSeconds) => {
        const { value } = Availability.correlated({ regionUnavailability, correlation, rtoSeconds });
        expect(value).toBeLessThanOrEqual(Availability.naive({ regionUnavailability, rtoSeconds }).value! + 1e-12);
      },
    ),
    { examples: [[0.5, 6e-12, 0]] },
  );
});

test.each([
  { regionUnavailability: 1.5 },
  { correlation: -0.1 },
  { meanOutageSeconds: 0 },
  { rtoSeconds: -1 },
  { rtoSeconds: NaN },
])('fails on a share or a time that is none: %j', wrong => {
  expect(() => Availability.correlated({ rtoSeconds: 60, ...wrong })).toThrow(/ShareOutOfRange|TimingOutOfRange/);
});

test('events that were accepted and not yet processed are stranded', () => {
  const figure = StrandedEvents.expected({ eventsPerSecond: 5, processingSeconds: 2, backlog: 40 });
  expect(figure.value).toBe(50);
  expect(figure.formula).toBe('5 events/s × 2 s + 40 events = 50 events');
  expect(figure.assumptions.join()).toContain('21600 s');
});

test('fails on a negative rate', () => {
  expect(() => StrandedEvents.expected({ eventsPerSecond: -1, processingSeconds: 2 })).toThrow('AmountOutOfRange');
});

test.each([
  [0.9995, '99.95 %'],
  [0.99994334, '99.994 %'],
  [0.9999998, '99.99998 %'],
  [0.5, '50 %'],
  [1, '100 %'],
])('%d is shown with no more digits than it has nines and one: %s', (share, text) => {
  expect(availabilityText(share)).toBe(text);
});
