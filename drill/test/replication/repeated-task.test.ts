import { setTimeout as wait } from 'node:timers/promises';
import { RepeatedTask, settled } from '../../replication/repeated-task.js';

const tasks: RepeatedTask[] = [];
afterEach(() => Promise.all(tasks.splice(0).map(task => task.stop())));

function started(round: (signal: AbortSignal) => Promise<void>): RepeatedTask {
  const task = new RepeatedTask('table Files', 1, round);
  tasks.push(task);
  task.start();
  return task;
}

const serviceError = (name: string, status: number): Error =>
  Object.assign(new Error('no'), { name, $fault: 'client', $metadata: { httpStatusCode: status } });

test('goes on after a failure', async () => {
  let rounds = 0;
  const task = started(() => (++rounds === 1 ? Promise.reject(new Error('once')) : Promise.resolve()));

  expect(await settled([task], () => true, 5000)).toBe(true);
});

test.each([
  ['a refusal of the service', serviceError('ValidationException', 400), ['table Files: ValidationException: no']],
  ['a mistake of the drill', new TypeError('oops'), ['table Files: TypeError: oops']],
  ['a failure of the service', serviceError('InternalError', 500), []],
  ['a region that hangs', Object.assign(new Error('aborted'), { name: 'AbortError' }), []],
  ['a connection that is cut', Object.assign(new Error('hang up'), { code: 'ECONNRESET' }), []],
])('%s is remembered as %j', async (_, error, problems) => {
  let rounds = 0;
  const task = started(() => (++rounds <= 2 ? Promise.reject(error) : Promise.resolve()));

  await settled([task], () => true, 5000);

  expect(task.problems).toEqual(problems);
});

test('does nothing while it is paused', async () => {
  const task = started(() => Promise.resolve());
  await settled([task], () => true, 5000);

  task.pause();
  await wait(20);
  const { rounds } = task;
  expect(await settled([task], () => true, 100)).toBe(false);
  expect(task.rounds).toBe(rounds);

  task.resume();
  expect(await settled([task], () => true, 5000)).toBe(true);
});

test('stopping ends the round that is under way', async () => {
  let aborted = false;
  const task = started(async signal => {
    await wait(60_000, undefined, { signal }).catch(() => (aborted = true));
  });
  await wait(5);

  await task.stop();

  expect(aborted).toBe(true);
});
