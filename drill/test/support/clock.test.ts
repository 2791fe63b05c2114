import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '../../support/clock.js';

test('a slower clock goes on from where it was', async () => {
  const clock = createClock(100);
  await wait(50);
  const before = clock.now();
  clock.setSpeed(1);
  await wait(50);

  expect(clock.now() - before).toBeLessThan(2);
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.toMillis(2)).toBe(2000);
});

test('it tells the second of a moment of the wall clock, by the speed of that moment', async () => {
  const clock = createClock(100);
  const before = { wall: Date.now(), second: clock.now() };
  await wait(50);
  clock.setSpeed(1);
  await wait(50);

  expect(Math.abs(clock.at(before.wall) - before.second)).toBeLessThan(1);
  expect(Math.abs(clock.at(Date.now()) - clock.now())).toBeLessThan(1);
});

test('whoever sleeps while it becomes slower sleeps on until the simulated moment', async () => {
  const clock = createClock(100);
  const end = clock.now() + 10;
  const slept = clock.sleep(10).then(() => clock.now());
  await wait(20);
  clock.setSpeed(50);

  expect(await slept).toBeGreaterThanOrEqual(end - 0.05);
});

test('a sleeper is woken by its signal', async () => {
  const stop = new AbortController();
  const slept = createClock(1).sleep(60, stop.signal);
  stop.abort();

  await expect(slept).rejects.toThrow();
});
