import { type HealthCheckSpec } from '../../assembly/model.js';
import { HealthCheckFleet, type HealthChange, type Probe } from '../../route53/health.js';
import { check } from './samples.js';
import { VirtualClock } from './virtual-clock.js';

interface Bench {
  readonly clock: VirtualClock;
  readonly fleet: HealthCheckFleet;
  readonly changes: HealthChange[];
}

/** A started fleet; every probe takes so many simulated seconds. */
function bench(checks: HealthCheckSpec[], answers: (clock: VirtualClock) => boolean, probeSeconds = 0): Bench {
  const clock = new VirtualClock();
  const probe: Probe = async () => {
    if (probeSeconds > 0) await clock.sleep(probeSeconds);
    return answers(clock);
  };
  const fleet = new HealthCheckFleet({ checks, clock, probe, seed: 3 });
  const changes: HealthChange[] = [];
  fleet.onChange(change => changes.push(change));
  fleet.start();
  return { clock, fleet, changes };
}

test('a new check is healthy before the first probe', () => {
  const { fleet } = bench([check()], () => false);

  expect(fleet.isHealthy('App/Check')).toBe(true);
});

test('an outage is found within threshold times interval plus probe, and not before', async () => {
  const { clock, changes } = bench([check()], it => it.now() < 100, 6);

  await clock.advance(99);
  expect(changes).toEqual([]);

  await clock.advance(61);
  expect(changes).toMatchObject([{ checkId: 'App/Check', healthy: false }]);
  expect(changes[0].at).toBeGreaterThan(100 + 2 * 10);
  expect(changes[0].at).toBeLessThanOrEqual(100 + 3 * (10 + 6) + 6);
});

test('a probe that fails is noted before the check changes its mind', async () => {
  const { clock, fleet, changes } = bench([check()], it => it.now() < 100);
  await clock.advance(111);

  expect(changes).toEqual([]);
  expect(fleet.failures[0]).toMatchObject({ checkId: 'App/Check' });
  expect(fleet.failures[0].at).toBeLessThan(111);
});

test('a higher threshold finds the outage later', async () => {
  const found = async (failureThreshold: number): Promise<number> => {
    const { clock, changes } = bench([check({ failureThreshold })], it => it.now() < 100);
    await clock.advance(300);
    return changes[0].at;
  };

  expect(await found(6)).toBeGreaterThan((await found(3)) + 20);
});

test('a check that recovers is healthy again after as many successes', async () => {
  const { clock, changes } = bench([check()], it => it.now() < 100 || it.now() >= 200);

  await clock.advance(300);

  expect(changes.map(change => change.healthy)).toEqual([false, true]);
  expect(changes[1].at).toBeGreaterThan(200);
  expect(changes[1].at).toBeLessThanOrEqual(200 + 3 * 10);
});

test('the fleet is calm until a checker has seen a contrary result, and again once its opinion has changed', async () => {
  const { clock, fleet } = bench([check()], it => it.now() < 100);
  await clock.advance(99);
  expect(fleet.isCalm).toBe(true);

  await clock.advance(12);
  expect(fleet.isCalm).toBe(false);

  await clock.advance(60);
  expect(fleet.isCalm).toBe(true);
});

test('single failures in between change nothing', async () => {
  let probes = 0;
  const { clock, changes } = bench([check({ failureThreshold: 2 })], () => Math.floor(probes++ / 16) % 2 === 0);

  await clock.advance(300);

  expect(changes).toEqual([]);
});

test.each([
  [3, true],
  [2, false],
])('with %i of 16 checkers content the check is healthy: %s', async (content, healthy) => {
  const clock = new VirtualClock();
  // With a threshold of 1, the latest result of each checker is its opinion: results come in a fixed order.
  let probes = 0;
  const probe: Probe = () => Promise.resolve(probes++ % 16 < content);
  const fleet = new HealthCheckFleet({ checks: [check({ failureThreshold: 1 })], clock, probe });
  fleet.start();

  await clock.advance(10);

  expect(probes).toBe(16);
  expect(fleet.isHealthy('App/Check')).toBe(healthy);
  await fleet.stop();
});

test('the checkers are not synchronised', async () => {
  const clock = new VirtualClock();
  const moments: number[] = [];
  const probe: Probe = () => Promise.resolve(moments.push(clock.now()) > 0);
  const fleet = new HealthCheckFleet({ checks: [check()], clock, probe });
  fleet.start();

  await clock.advance(10);

  expect(new Set(moments).size).toBe(16);
});

test('a disabled check is never probed and counts as healthy', async () => {
  const { clock, fleet, changes } = bench([check({ disabled: true })], () => false);

  await clock.advance(100);

  expect(fleet.isHealthy('App/Check')).toBe(true);
  expect(changes).toEqual([]);
});

test('an inverted check says the contrary', async () => {
  const { clock, fleet } = bench([check({ inverted: true })], it => it.now() < 50);
  expect(fleet.isHealthy('App/Check')).toBe(false);

  await clock.advance(100);

  expect(fleet.isHealthy('App/Check')).toBe(true);
});

test.each([
  [1, true],
  [2, false],
])(
  'a calculated check with one of two children healthy and threshold %i is healthy: %s',
  async (childThreshold, healthy) => {
    const children = [check({ id: 'down' }), check({ id: 'up', disabled: true })];
    const parent = check({ id: 'both', type: 'CALCULATED', childIds: ['down', 'up'], childThreshold });
    const { clock, fleet } = bench([parent, ...children], () => false);
    expect(fleet.isHealthy('both')).toBe(true);

    await clock.advance(100);

    expect(fleet.isHealthy('both')).toBe(healthy);
  },
);

test('checks of alarms stay healthy and are listed as not observed', async () => {
  const alarm = check({ type: 'CLOUDWATCH_METRIC' });
  const { clock, fleet } = bench([alarm], () => false);

  await clock.advance(100);

  expect(fleet.isHealthy('App/Check')).toBe(true);
  expect(fleet.unobserved).toEqual([alarm]);
});

test('a check that the app does not declare counts as healthy', () => {
  expect(bench([], () => false).fleet.isHealthy('somewhere else')).toBe(true);
});

test('a stopped fleet leaves no timer behind and probes no more', async () => {
  const clock = new VirtualClock();
  let probes = 0;
  const probe: Probe = () => Promise.resolve(probes++ >= 0);
  const fleet = new HealthCheckFleet({ checks: [check()], clock, probe });
  fleet.start();
  await clock.advance(25);
  const before = probes;

  await fleet.stop();
  await clock.advance(100);

  expect(clock.waiting).toBe(0);
  expect(probes).toBe(before);
});
