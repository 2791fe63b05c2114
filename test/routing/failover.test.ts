import { App, Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { Detection, Failover, Routing, type ActivePassiveOptions, type IRegionalEndpoint } from '../../lib/routing';
import { failureOf } from '../support/failure';

const someStack = () => new Stack(new App(), 'Intake');

test('the defaults keep an objective of two minutes', () => {
  const failover = Failover.activePassive();
  expect(failover.timing.formula).toBe('3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 93 s');
  expect(() => failover.validateRto(someStack(), Duration.minutes(2))).not.toThrow();
});

test('undefined means the default', () => {
  const failover = Failover.activePassive({ interval: undefined, failureThreshold: undefined, ttl: undefined });
  expect(failover.timing.rtoSeconds).toBe(Failover.activePassive().timing.rtoSeconds);
});

test('active/passive is what its parts make', () => {
  const interval = Duration.seconds(30);
  const [ttl, clientTimeout] = [Duration.seconds(20), Duration.seconds(2)];
  const ofParts = Failover.of({
    detection: Detection.endpoint({ interval, failureThreshold: 2 }),
    routing: Routing.failover({ ttl }),
    clientTimeout,
  });

  expect(ofParts).toEqual(Failover.activePassive({ interval, failureThreshold: 2, ttl, clientTimeout }));
  expect(Failover.of({})).toEqual(Failover.activePassive());
});

test.each([
  ['Detection.endpoint', () => Detection.endpoint({ failureThreshold: 11 }), 'FailureThresholdOutOfRange'],
  ['Routing.failover', () => Routing.failover({ ttl: Duration.millis(1) }), 'TtlOutOfRange'],
  [
    'Failover.of',
    () => Failover.of({ clientTimeout: Duration.seconds(Lazy.number({ produce: () => 1 })) }),
    'TimingUnresolved',
  ],
])('fails on bad options of %s, by its name', (path, act, code) => {
  expect(failureOf(act)).toMatchObject({ codes: [code], path });
});

test("the clients' own delays count", () => {
  const failover = Failover.activePassive({ clientTimeout: Duration.seconds(12), clientCache: Duration.seconds(30) });
  expect(failover.timing.rtoSeconds).toBe(93 - 5 + 12 + 30);
});

test('a name at the apex of its zone has the fixed TTL of an alias', () => {
  const failover = Failover.activePassive({ ttl: Duration.seconds(10) });
  expect(failover.forName('Example.com.', 'example.com').ttl.toSeconds()).toBe(60);
  expect(failover.forName('api.example.com', 'example.com')).toBe(failover);
});

test.each<[string, ActivePassiveOptions, string, string]>([
  ['an interval of 15 s', { interval: Duration.seconds(15) }, 'HealthIntervalOutOfRange', '"interval" is 15 s'],
  ['a threshold of 0', { failureThreshold: 0 }, 'FailureThresholdOutOfRange', '"failureThreshold" is 0'],
  ['a threshold of 11', { failureThreshold: 11 }, 'FailureThresholdOutOfRange', 'from 1 to 10'],
  ['a threshold of 2.5', { failureThreshold: 2.5 }, 'FailureThresholdOutOfRange', 'is 2.5'],
  ['a threshold that is no number', { failureThreshold: NaN }, 'FailureThresholdOutOfRange', 'is NaN'],
  ['a TTL of half a second', { ttl: Duration.millis(500) }, 'TtlOutOfRange', 'is 0.5 s'],
  [
    'a TTL that is only known at deployment',
    { ttl: Duration.seconds(Lazy.number({ produce: () => 1 })) },
    'TtlOutOfRange',
    'a token',
  ],
  ['a misspelt option', { treshold: 2 } as ActivePassiveOptions, 'PropUnknown', '"treshold"'],
])('fails on %s', (_, options, code, fragment) => {
  const failure = failureOf(() => Failover.activePassive(options));
  expect(failure).toMatchObject({ codes: [code], path: 'Failover.activePassive' });
  expect(failure.message).toContain(fragment);
});

test('fails on all of several mistakes at once', () => {
  const failure = failureOf(() => Failover.activePassive({ interval: Duration.seconds(15), failureThreshold: 0 }));
  expect(failure.codes).toEqual(['HealthIntervalOutOfRange', 'FailureThresholdOutOfRange']);
});

test('fails on an objective that is out of reach, with the arithmetic and the cheapest change', () => {
  const failover = Failover.activePassive({ interval: Duration.seconds(30), ttl: Duration.seconds(60) });
  const failure = failureOf(() => failover.validateRto(someStack(), Duration.minutes(2)));
  expect(failure).toMatchObject({ codes: ['RtoTooShort'], path: 'Intake' });
  expect(failure.message).toContain('an RTO of 120 s');
  expect(failure.message).toContain('3 × (30 s + 6 s) + 10 s + 60 s + 5 s = 183 s');
  expect(failure.message).toContain('TTL 30 s in place of 60 s and interval 10 s in place of 30 s give 93 s');
  expect(failure.message).toContain('= 93 s');
});

test('fails on an objective that DNS cannot meet, and says what it can', () => {
  const failure = failureOf(() => Failover.activePassive().validateRto(someStack(), Duration.seconds(20)));
  expect(failure.message).toContain('no setting of the health check and the TTL meets it: promise 41 s or more');
});

test('a health route that repeats its answers makes it that much longer, and its cache is the first thing to shorten', () => {
  const failover = Failover.activePassive().forEndpoint({ healthCache: Duration.seconds(30) } as IRegionalEndpoint);
  expect(failover.timing.formula).toBe('30 s + 3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 123 s');
  expect(failover.forName('example.com', 'example.com').timing.rtoSeconds).toBe(153);

  const failure = failureOf(() => failover.validateRto(someStack(), Duration.seconds(100)));
  expect(failure.message).toContain('cacheFor 5 s in place of 30 s gives 98 s');
  expect(failover.suggestFor(Duration.seconds(100))?.timing.rtoSeconds).toBe(98);
});

test('a shorter TTL is suggested before anything that costs more', () => {
  const suggestion = Failover.activePassive({ ttl: Duration.seconds(60) }).suggestFor(Duration.minutes(2));
  expect(suggestion).toMatchObject({ detection: { failureThreshold: 3 }, timing: { rtoSeconds: 93 } });
  expect(suggestion?.ttl.toSeconds()).toBe(30);
});

test('whatever is suggested keeps the objective, and nothing is suggested only where nothing does', () => {
  const options = fc.record({
    interval: fc.constantFrom(10, 30).map(seconds => Duration.seconds(seconds)),
    failureThreshold: fc.integer({ min: 1, max: 10 }),
    ttl: fc.integer({ min: 10, max: 3600 }).map(seconds => Duration.seconds(seconds)),
  });
  fc.assert(
    fc.property(options, fc.integer({ min: 1, max: 4000 }), (given, rto) => {
      const suggestion = Failover.activePassive(given).suggestFor(Duration.seconds(rto));
      expect(suggestion === undefined).toBe(rto < 41);
      if (suggestion) expect(suggestion.timing.rtoSeconds).toBeLessThanOrEqual(rto);
    }),
  );
});
