import { RecoveryPoint } from '../../lib/objectives';
import { longestInterval } from '../../lib/report/analysis/schedule-interval';

test('a backup is as old as its schedule, start window and copy', () => {
  const figure = RecoveryPoint.backups({
    scheduleIntervalSeconds: 86_400,
    startWindowSeconds: 3600,
    copySeconds: 1800,
  });
  expect(figure.value).toBe(91_800);
  expect(figure.formula).toBe('86400 s between backups + 3600 s start window + 1800 s backup and copy = 91800 s');
});

test('a plan that says nothing of its start window has eight hours', () => {
  expect(RecoveryPoint.backups({ scheduleIntervalSeconds: 3600 }).inputs.startWindowSeconds).toBe(8 * 3600);
});

test('what nothing protects is unbounded, and says why', () => {
  const figure = RecoveryPoint.unprotected('no copy');
  expect(figure.formula).toBe('unbounded: no copy');
  expect(figure).toEqual(expect.not.objectContaining({ value: expect.anything() as unknown }));
});

test('the best of several protections counts', () => {
  const best = RecoveryPoint.best(
    [RecoveryPoint.replicationWithoutTimeControl(), RecoveryPoint.globalTableEventual()],
    '',
  );
  expect(best.value).toBe(1);
  expect(RecoveryPoint.best([], 'nothing').formula).toBe('unbounded: nothing');
});

test('fails on a negative time', () => {
  expect(() => RecoveryPoint.backups({ scheduleIntervalSeconds: -1 })).toThrow('InvalidTiming');
});

const DAY = 86_400;
test.each([
  ['rate(12 hours)', DAY / 2],
  ['rate(1 day)', DAY],
  ['cron(0 3 * * ? *)', DAY],
  ['cron(0 5 ? * * *)', DAY],
  ['cron(0 * * * ? *)', 3600],
  ['cron(0/15 * * * ? *)', 900],
  ['cron(0 */6 * * ? *)', DAY / 4],
  ['cron(0 6,18 * * ? *)', DAY / 2],
  ['cron(0 8-17 * * ? *)', 15 * 3600],
  ['cron(0 3 ? * MON *)', 7 * DAY],
  ['cron(0 3 ? * MON-FRI *)', 3 * DAY],
  ['cron(0 3 ? * 6L *)', 35 * DAY],
  ['cron(0 3 ? * 2#1 *)', 35 * DAY],
  ['cron(0 3 * * ? 2026)', undefined],
  ['cron(0 3 1 * ? *)', 31 * DAY],
  ['cron(0 3 1 1 ? *)', 366 * DAY],
  ['${Schedule}', undefined],
])('the longest time between two ticks of %s', (expression, seconds) => {
  expect(longestInterval(expression)).toBe(seconds);
});
