import {
  act,
  begin,
  finish,
  type Recovery,
  type RecoveryContext,
  redrive,
  type Request,
  verify,
} from '../../lib/runtime/recoverer';
import { Region } from './support/lambda-service';

const HOUR = 3_600_000;

function contextOf(region: Region): RecoveryContext {
  const { client } = region;
  return {
    lambda: client,
    dynamodb: client,
    cloudwatch: client,
    sns: client,
    states: client,
    tableName: 'Records',
    topicArn: 'topic',
    now: () => region.now,
    updated: () => Promise.resolve(),
  };
}

const request = (execution: string, more: Partial<Request> = {}): Request => ({
  execution,
  functionName: 'resize',
  alias: 'live',
  alarm: 'Slow',
  symptoms: ['Slow'],
  attempts: 3,
  withinSeconds: 3600,
  youngSeconds: 3600,
  ...more,
});

/** A function whose live version was deployed two hours ago, and one before it long ago. */
function settledRegion(): Region {
  const region = new Region();
  region.publish();
  region.deploy('code-2');
  region.now += 2 * HOUR;
  return region;
}

/** The machine: the steps in their order, each tried again until it answers. */
async function recover(region: Region, given: Request): Promise<Recovery> {
  const context = contextOf(region);
  const patiently = async (step: () => Promise<Recovery>): Promise<Recovery> => {
    try {
      return await step();
    } catch (error) {
      if ((error as Error).message !== 'the process is gone') throw error;
      region.callsLeft = Infinity;
      return step();
    }
  };
  let state = await patiently(() => begin(given, context));
  while (state.outcome === 'recovering') {
    const before = state;
    const acted = await patiently(() => act(before, context));
    state = await patiently(() => verify(acted, context));
  }
  if (state.outcome === 'recovered' && state.redrive) {
    const well = state;
    state = await patiently(() => redrive(well, context));
  }
  return patiently(() => finish(state, context));
}

const records = (region: Region): unknown[] =>
  [...region.items].filter(([key]) => !key.includes('LOCK')).map(([, item]) => item);

test('an old version is started again: another version of the same code takes its place', async () => {
  const region = settledRegion();
  const context = contextOf(region);
  const begun = await begin(request('e1'), context);
  const acted = await act(begun, context);
  region.ringing = false;
  const ended = await finish(await verify(acted, context), context);

  expect(ended).toMatchObject({ outcome: 'recovered', fromVersion: '2', toVersion: '3', done: ['restart'] });
  expect(region.alias.FunctionVersion).toBe('3');
  expect(region.versions[2]).toMatchObject({ CodeSha256: 'code-2', Description: 'recovered in e1' });
  // What the template says of $LATEST is as before.
  expect(region.latest.Description).toBe('as deployed');
});

test('a young version is taken back first, and restarted while the alarm still rings', async () => {
  const region = settledRegion();
  region.deploy('code-3');
  const ended = await recover(region, request('e1'));

  expect(ended).toMatchObject({ outcome: 'gaveUp', fromVersion: '3', done: ['rollBack', 'restart'] });
});

test('rolling back is enough where it cures', async () => {
  const region = settledRegion();
  region.deploy('code-3');
  const context = contextOf(region);
  const acted = await act(await begin(request('e1'), context), context);
  region.ringing = false;

  expect(await verify(acted, context)).toMatchObject({ outcome: 'recovered', toVersion: '2' });
  expect(region.alias.FunctionVersion).toBe('2');
});

test('a version that a recovery made is as old as its code', async () => {
  const region = settledRegion();
  await recover(region, request('e1'));
  region.now += 60_000;

  expect((await begin(request('e2'), contextOf(region))).steps).toEqual(['restart']);
});

test('the fourth recovery within the hour is suppressed and told, and the next hour begins anew', async () => {
  const region = settledRegion();
  region.ringing = false;
  const outcomes: string[] = [];
  for (const execution of ['e1', 'e2', 'e3', 'e4']) {
    outcomes.push((await recover(region, request(execution))).outcome);
    region.now += 60_000;
  }
  region.now += HOUR;
  outcomes.push((await recover(region, request('e5'))).outcome);

  expect(outcomes).toEqual(['recovered', 'recovered', 'recovered', 'suppressed', 'recovered']);
  expect(records(region)).toHaveLength(5);
  expect(region.messages.map(({ subject }) => subject)).toContain('resize: suppressed');
  expect(region.versions).toHaveLength(2 + 4);
});

test('two recoveries of a function do not run at once', async () => {
  const region = settledRegion();
  const context = contextOf(region);
  await begin(request('e1'), context);

  expect((await begin(request('e2'), context)).outcome).toBe('busy');
  expect((await finish({ ...(await begin(request('e2'), context)) }, context)).outcome).toBe('busy');
  // The lock is still that of the first.
  expect((await begin(request('e3'), context)).outcome).toBe('busy');
});

test.each([
  [
    'shifts the alias',
    (region: Region) => void (region.alias.RoutingConfig = { AdditionalVersionWeights: { 3: 0.1 } }),
  ],
  ['has put other code', (region: Region) => void (region.latest = { ...region.latest, CodeSha256: 'code-3' })],
])('nothing is done while a deployment %s', async (_what, happen) => {
  const region = settledRegion();
  happen(region);

  expect((await recover(region, request('e1'))).outcome).toBe('deploying');
  expect(region.alias.FunctionVersion).toBe('2');
});

test('a deployment in the middle is not overwritten', async () => {
  const region = settledRegion();
  const context = contextOf(region);
  const begun = await begin(request('e1'), context);
  region.deploy('code-3');

  await expect(act(begun, context)).rejects.toThrow('PreconditionFailedException');
  expect(region.alias.FunctionVersion).toBe('3');
  expect(await finish({ ...begun, error: { Error: 'PreconditionFailedException', Cause: '' } }, context)).toMatchObject(
    {
      outcome: 'failed',
    },
  );
});

test('who asked for it is told how it ended', async () => {
  const region = settledRegion();
  region.ringing = false;
  await recover(region, request('e1', { tell: 'told' }));

  expect(region.told).toEqual([
    expect.objectContaining({ functionName: 'resize', outcome: 'recovered', fromVersion: '2', toVersion: '3' }),
  ]);
});

const REDRIVE = { machine: 'arn:redrive', input: { letters: 'queue', perSecond: 5 } };

test('its dead letters come back once the function is well, and the record says so', async () => {
  const region = settledRegion();
  region.ringing = false;
  const { done } = await recover(region, request('e1', { redrive: REDRIVE }));

  expect(region.started.get('e1')).toEqual({
    stateMachineArn: 'arn:redrive',
    name: 'e1',
    input: '{"letters":"queue","perSecond":5}',
  });
  expect(done).toEqual(['restart', 'redrive']);
  expect(records(region)).toEqual([expect.objectContaining({ steps: { L: [{ S: 'restart' }, { S: 'redrive' }] } })]);
});

test('dead letters of a function that is not well stay where they are', async () => {
  const region = settledRegion();
  await recover(region, request('e1', { redrive: REDRIVE }));

  expect(region.started.size).toBe(0);
});

test('a process that dies after any call leaves one new version, one redrive, one record and an open lock', async () => {
  const whole = settledRegion();
  whole.ringing = false;
  await recover(whole, request('e1', { redrive: REDRIVE }));
  expect(whole.calls).toBeGreaterThan(10);

  for (let survived = 0; survived < whole.calls; survived++) {
    const region = settledRegion();
    region.ringing = false;
    region.callsLeft = survived;
    const ended = await recover(region, request('e1', { redrive: REDRIVE }));

    expect(ended.outcome).toBe('recovered');
    expect(region.started.size).toBe(1);
    expect(region.versions).toHaveLength(3);
    expect(region.alias.FunctionVersion).toBe('3');
    expect(records(region)).toHaveLength(1);
    expect((await begin(request('e2'), contextOf(region))).outcome).toBe('recovering');
  }
});
