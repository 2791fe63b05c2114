import { type RegionAlarm } from '../../cloud/alarms.js';
import { type ExperimentSpec } from '../../assembly/experiments.js';
import { planExperiment } from '../../faults/registry.js';
import { lookAtStopConditions, performExperiment } from '../../phases/experiment.js';
import { type PhaseContext } from '../../phases/phase.js';
import { createClock } from '../../support/clock.js';

/** Simulated seconds in a real one. */
const SPEED = 1000;
const EXPERIMENT: ExperimentSpec = {
  region: 'us-east-1',
  path: 'Shop/us-east-1/Failing',
  actions: [{ id: 'Fault', from: 0, until: 60, action: { kind: 'wait' } }],
  stopAlarms: ['TooManyErrors'],
  unsupported: [],
};
const QUIET: RegionAlarm = {
  name: 'TooManyErrors',
  state: 'OK',
  notEvaluated: null,
  unmeasured: [],
  listeners: [],
  children: [],
};
const planned = planExperiment('Failing', [EXPERIMENT]);
const log = { show: () => undefined, note: () => undefined };

/** @param ringsAfter simulated seconds after which the alarm rings */
function contextOf(alarms: readonly RegionAlarm[], ringsAfter = Infinity) {
  const clock = createClock(SPEED);
  const done: string[] = [];
  const glance = () => {
    const now = alarms.map(alarm => (clock.now() >= ringsAfter ? { ...alarm, state: 'ALARM' as const } : alarm));
    return [{ region: 'us-east-1', writtenAt: 0, millis: 0, alarms: now, transitions: [] }];
  };
  const copies = { hold: () => undefined, release: () => undefined };
  const stage = {
    clock,
    cloud: { glanceAtAlarms: glance },
    zone: { names: [] },
    load: { ledger: { requests: [] } },
    tables: copies,
    buckets: copies,
    invocations: { disturb: (region: string) => Promise.resolve(void done.push(region)) },
  };
  const journal = { last: () => ({ at: 0 }), loadStartedAt: 0 };
  const signal = new AbortController().signal;
  return { done, context: { stage, journal, bound: {}, signal } as unknown as PhaseContext };
}

test('an experiment runs to its end where no alarm rings', async () => {
  const { context, done } = contextOf([QUIET]);
  expect(await performExperiment(planned).run(context, log)).toEqual([]);
  expect(context.stage.clock.now()).toBeGreaterThanOrEqual(60);
  expect(done).toEqual(['us-east-1']);
});

test('an alarm that rings stops it', async () => {
  const { context, done } = contextOf([QUIET], 20);
  const facts = await performExperiment(planned).run(context, log);
  expect(facts).toMatchObject([{ kind: 'experiment stopped', alarm: 'TooManyErrors' }]);
  expect(done).toEqual([]);
});

test('it begins while its alarms are quiet', async () => {
  await expect(lookAtStopConditions(planned).run(contextOf([QUIET]).context, log)).resolves.toEqual([]);
});

test.each<[string, readonly RegionAlarm[], string]>([
  ['while one of its alarms rings', [{ ...QUIET, state: 'ALARM' }], 'StopConditionConflict'],
  ['with an alarm that nobody here evaluates', [{ ...QUIET, notEvaluated: 'a band' }], 'ExperimentUnsupported'],
  ['with an alarm of another app', [], 'ExperimentUnsupported'],
])('fails %s', async (_, alarms, code) => {
  const run = async () => lookAtStopConditions(planned).run(contextOf(alarms).context, log);
  await expect(run()).rejects.toThrow(`[${code}]`);
});
