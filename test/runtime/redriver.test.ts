import * as fc from 'fast-check';
import { finish, type Redrive, type Request, step } from '../../lib/runtime/redriver';
import { RedriveWorld } from './support/redrive-world';

const REQUEST: Request = {
  execution: 'run-1',
  letters: 'letters',
  target: 'arn:aws:lambda:us-east-1:111122223333:function:worker:live',
  kind: 'function',
  perSecond: 10,
  setAsideAfter: 2,
  alarms: ['errors'],
};

const begin = (change: Partial<Redrive> = {}): Redrive => ({
  ...REQUEST,
  ...{ outcome: 'moving', moved: 0, setAside: 0, ambiguous: 0, pauses: 0 },
  ...change,
});

/** What Lambda keeps of an invocation that failed. */
const record = (event: unknown, id = Math.random()): string =>
  JSON.stringify({ requestPayload: event, requestContext: { requestId: String(id) }, responsePayload: {} });

const refusal = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

/** Steps until nothing more is to be moved. */
async function run(world: RedriveWorld, change: Partial<Redrive> = {}): Promise<Redrive> {
  let state = begin(change);
  do state = await step(state, world.context());
  while (state.outcome === 'moving');
  return finish(state, world.context());
}

function worldWith(letters: number): RedriveWorld {
  const world = new RedriveWorld();
  for (let i = 0; i < letters; i++) world.fail(record({ order: i }));
  world.time += 1000;
  return world;
}

const events = (count: number): string[] => Array.from({ length: count }, (_, i) => JSON.stringify({ order: i }));

test('every letter goes back once, as the event that failed, and is gone then', async () => {
  const world = worldWith(25);
  await expect(run(world)).resolves.toMatchObject({ outcome: 'done', moved: 25, setAside: 0, ambiguous: 0, left: 0 });
  expect([...world.invoked].sort()).toEqual([...events(25)].sort());
  expect(world.letters).toEqual([]);
});

test('letters go at the rate that was asked for', async () => {
  const world = worldWith(200);
  const began = world.time;
  await run(world, { perSecond: 4 });
  expect((world.time - began) / 1000).toBeGreaterThan(0.8 * (200 / 4));
  expect((world.time - began) / 1000).toBeLessThan(1.2 * (200 / 4));
});

test('no more letters go than were asked for', async () => {
  const world = worldWith(25);
  await expect(run(world, { max: 7 })).resolves.toMatchObject({ outcome: 'done', moved: 7, left: 18 });
});

test('a letter of a queue goes back as it is', async () => {
  const world = new RedriveWorld();
  world.fail('not { JSON');
  await run(world, { kind: 'queue', target: 'orders' });
  expect(world.invoked).toEqual(['not { JSON']);
});

test('an event that fails again after it was sent back twice is set aside, as it was, and never sent again', async () => {
  const world = new RedriveWorld();
  for (let failure = 1; failure <= 3; failure++) {
    world.fail(record({ order: 'poison' }));
    world.time += 1000;
    await run(world);
    world.time += 1000;
  }
  expect(world.invoked).toHaveLength(2);
  expect(world.poison).toHaveLength(1);
  expect(JSON.parse(world.poison[0])).toMatchObject({ requestPayload: { order: 'poison' } });
  expect(world.letters).toEqual([]);
});

test('equal events that failed side by side are no poison', async () => {
  const world = new RedriveWorld();
  for (let i = 0; i < 8; i++) world.fail(record({}));
  world.time += 1000;
  await expect(run(world)).resolves.toMatchObject({ moved: 8, setAside: 0 });
});

test('nothing is moved while an alarm of the target rings, and it gives up after an hour of that', async () => {
  const world = worldWith(3);
  world.ringing = ['errors'];
  const paused = await step(begin(), world.context());
  expect(paused).toMatchObject({ outcome: 'paused', pauses: 1, cause: 'errors rings' });
  expect(world.invoked).toEqual([]);
  await expect(step(begin({ pauses: 60 }), world.context())).resolves.toMatchObject({ outcome: 'gaveUp' });
  world.ringing = [];
  await expect(step(paused, world.context())).resolves.toMatchObject({ outcome: 'done', moved: 3, pauses: 0 });
});

test('a target that takes no more is left alone for a while, and nothing about that is ambiguous', async () => {
  const world = worldWith(3);
  world.refuse = () => refusal('TooManyRequestsException', 429);
  await expect(step(begin(), world.context())).resolves.toMatchObject({ outcome: 'paused', moved: 0 });
  world.refuse = () => undefined;
  world.revive();
  await expect(run(world)).resolves.toMatchObject({ moved: 3, ambiguous: 0 });
  expect(world.invoked).toHaveLength(3);
});

test('a letter that the target can never take is set aside at once', async () => {
  const world = worldWith(3);
  world.refuse = payload => (payload === '{"order":1}' ? refusal('RequestTooLargeException', 413) : undefined);
  await expect(run(world)).resolves.toMatchObject({ outcome: 'done', moved: 2, setAside: 1, left: 0 });
});

test('two redrives of the same letters do not run side by side', async () => {
  const world = worldWith(3);
  await step(begin({ max: 1 }), world.context());
  await expect(run(world, { execution: 'run-2' })).resolves.toMatchObject({ outcome: 'busy' });
  expect(world.invoked).toHaveLength(1);
});

test('the next redrive runs after the one before it has ended, and the ledger has both', async () => {
  const world = worldWith(3);
  await run(world, { max: 1 });
  world.time += 1;
  await expect(run(world, { execution: 'run-2' })).resolves.toMatchObject({ outcome: 'done', moved: 2 });
  expect([...world.items.keys()].filter(key => key.includes('RUN'))).toEqual([
    'letters RUN run-1',
    'letters RUN run-2',
  ]);
});

test('a redrive whose mover could not go on is on record as failed, and holds nobody', async () => {
  const world = worldWith(3);
  const stopped = await step(begin({ max: 1 }), world.context());
  const ended = await finish({ ...stopped, error: { Error: 'States.Timeout', Cause: 'slow' } }, world.context());
  expect(ended).toMatchObject({ outcome: 'failed', cause: 'States.Timeout: slow', left: 2 });
  world.time += 1;
  await expect(run(world, { execution: 'run-2' })).resolves.toMatchObject({ outcome: 'done', moved: 2 });
});

test('a dry run moves nothing, and says how many letters there are', async () => {
  const world = worldWith(3);
  await expect(run(world, { dryRun: true })).resolves.toMatchObject({ outcome: 'done', moved: 0, left: 3 });
  expect([world.invoked, [...world.items]]).toEqual([[], []]);
});

test('wherever the mover is killed, nothing is lost, and no more is doubled than the ledger calls ambiguous', async () => {
  const counts = fc.integer({ min: 1, max: 4 });
  const kills = fc.array(fc.record({ call: fc.integer({ min: 1, max: 45 }), after: fc.boolean() }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(counts, kills, async (count, deaths) => {
      const world = worldWith(count);
      for (const { call, after } of deaths) {
        world.kill(call, after);
        await run(world).catch((error: Error) => expect(error.message).toBe('killed'));
        world.revive();
      }
      const ended = await run(world);
      const duplicates = world.invoked.length - count;
      expect(new Set(world.invoked)).toEqual(new Set(events(count)));
      expect(duplicates).toBeGreaterThanOrEqual(0);
      expect(duplicates).toBeLessThanOrEqual(world.ambiguous);
      expect({ outcome: ended.outcome, left: world.letters, poison: world.poison }).toEqual({
        ...{ outcome: 'done', left: [], poison: [] },
      });
    }),
    { numRuns: 300 },
  );
});

test('a mover that is killed right after the target accepted sends that letter again, and counts it', async () => {
  // Alarm, lock, receive, look, history, SENDING, note, invoke.
  const world = worldWith(1);
  world.kill(8, true);
  await expect(run(world)).rejects.toThrow('killed');
  expect(world.invoked).toHaveLength(1);
  world.revive();
  await expect(run(world)).resolves.toMatchObject({ moved: 1, ambiguous: 1 });
  expect(world.invoked).toHaveLength(2);
});

test('a mover that is killed before it deletes a letter that was accepted does not send it again', async () => {
  const world = worldWith(1);
  world.kill(9, true);
  await expect(run(world)).rejects.toThrow('killed');
  world.revive();
  await expect(run(world)).resolves.toMatchObject({ moved: 0, ambiguous: 0 });
  expect([world.invoked.length, world.letters]).toEqual([1, []]);
});
