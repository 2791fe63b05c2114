import { type HealthCheckSpec } from '../../assembly/model.js';
import { type Workload } from '../../scenario/spec.js';
import { bearableSpeed, demandPerSecond, measureCapacity } from '../../stage/calibrate.js';

const PATIENCE = 2000;
const check = {
  fqdn: 'a.execute-api.us-east-1.amazonaws.com',
  intervalSeconds: 10,
  disabled: false,
} as HealthCheckSpec;
const workload = { requestsPerSecond: 2, uploads: { perSecond: 0.25 } } as Workload;

test('demand counts clients, the work of uploads, and sixteen checkers for each check', () => {
  expect(demandPerSecond(workload, { healthChecks: [check, { ...check, intervalSeconds: 30 }] })).toBeCloseTo(
    2 + 1 + 1.6 + 16 / 30,
  );
});

test('checks that probe nothing ask for nothing', () => {
  const healthChecks = [
    { ...check, disabled: true },
    { ...check, fqdn: undefined },
  ];
  expect(demandPerSecond(workload, { healthChecks })).toBe(3);
});

test.each([
  ['a quick machine keeps the speed that was asked for', 200, 40, 10],
  ['few answers a second lower it', 30, 40, 4],
  ['slow answers lower it', 200, 1000, 5],
  ['simulated time is never slower than real time', 1, 5000, 1],
])('%s', (_, answersPerSecond, slowMillis, expected) => {
  expect(bearableSpeed(10, 6, { answersPerSecond, slowMillis }, PATIENCE)).toBe(expected);
});

test('a speed below 1 that was asked for stays', () => {
  expect(bearableSpeed(0.5, 6, { answersPerSecond: 1, slowMillis: 5000 }, PATIENCE)).toBe(0.5);
});

test('the capacity of an app is measured on its answers, also on those that fail', async () => {
  const slow = () => new Promise(resolve => setTimeout(resolve, 20));
  const failing = () => Promise.reject(new Error('HTTP 500'));
  const capacity = await measureCapacity([slow, failing]);

  expect(capacity.slowMillis).toBeGreaterThanOrEqual(18);
  expect(capacity.answersPerSecond).toBeGreaterThan(20);
});
