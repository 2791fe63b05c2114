import { RecoveryPoint } from '../../lib/objectives';

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
  expect(() => RecoveryPoint.backups({ scheduleIntervalSeconds: -1 })).toThrow('TimingOutOfRange');
});
