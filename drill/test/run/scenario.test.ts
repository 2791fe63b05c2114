import { planFault } from '../../faults/registry.js';
import { type Phase, type PhaseContext } from '../../phases/phase.js';
import { Journal } from '../../phases/journal.js';
import { outage, perform, steadyState } from '../../run/scenario.js';
import { silentProgress } from '../../support/progress.js';

const REGIONS = ['us-east-1', 'us-west-2'];
const titles = (phases: readonly Phase[]): string[] => phases.map(({ title }) => title);

test('an outage ends, and is followed by the way back', () => {
  const phases = outage(planFault('region-outage', 'us-east-1', REGIONS)!, { baselineSeconds: 40, notice: true });

  expect(titles(phases)).toEqual([
    'Start the load',
    'Steady load',
    'Count where new clients are led',
    'us-east-1 stops answering',
    'Wait until every client succeeds again',
    'Wait until somebody is told',
    'Look for every acknowledged write in the survivor',
    'us-east-1 returns with its data',
    'Wait until traffic is back',
    'Stop the load',
    'Wait until replication and events have settled',
  ]);
});

test('a second region is lost once the service has recovered from the first, and returns before it', () => {
  const regions = [...REGIONS, 'eu-west-1'];
  const [first, next] = ['us-east-1', 'us-west-2'].map(region => planFault('region-outage', region, regions)!);

  expect(titles(outage(first, { baselineSeconds: 40, notice: false, next }))).toEqual([
    'Start the load',
    'Steady load',
    'Count where new clients are led',
    'us-east-1 stops answering',
    'Wait until every client succeeds again',
    'us-west-2 stops answering',
    'Wait until every client succeeds again',
    'Look for every acknowledged write in the survivor',
    'us-west-2 returns with its data',
    'us-east-1 returns with its data',
    'Wait until traffic is back',
    'Stop the load',
    'Wait until replication and events have settled',
  ]);
});

test('a loss has no way back', () => {
  const phases = titles(outage(planFault('region-loss', 'us-east-1', REGIONS)!, { baselineSeconds: 40, notice: true }));

  expect(phases).toContain('us-east-1 is lost');
  expect(phases).not.toContain('Wait until traffic is back');
});

test('without a fault, there is load and nothing else', () => {
  expect(titles(steadyState(40))).toEqual([
    'Start the load',
    'Steady load',
    'Count where new clients are led',
    'Stop the load',
    'Wait until replication and events have settled',
  ]);
});

test('a phase knows the facts of those before it, and an interrupted run keeps them', async () => {
  const journal = new Journal();
  const seen: number[] = [];
  const phases: Phase[] = [
    { title: 'first', run: () => Promise.resolve([{ kind: 'load began', at: 7 }]) },
    {
      title: 'second',
      run: ({ journal: known }) => {
        seen.push(known.loadStartedAt);
        return Promise.reject(new Error('interrupted'));
      },
    },
    { title: 'third', run: () => Promise.resolve([{ kind: 'load ended', at: 9 }]) },
  ];

  await expect(perform(phases, { journal } as PhaseContext, silentProgress())).rejects.toThrow('interrupted');

  expect(seen).toEqual([7]);
  expect(journal.story()).toEqual([{ at: 7, name: 'load begins' }]);
});

test('nobody is waited for where it is not asked who is told', () => {
  const phases = outage(planFault('region-outage', 'us-east-1', REGIONS)!, { baselineSeconds: 40, notice: false });

  expect(titles(phases)).not.toContain('Wait until somebody is told');
});
