import { planFault } from '../../faults/registry.js';
import { beginFault, endFault, resumeReplication } from '../../phases/fault.js';
import { Journal } from '../../phases/journal.js';
import { type PhaseContext } from '../../phases/phase.js';

const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];
const silent = { note: () => undefined, show: () => undefined };

/** Two regions of three serve; the records stand in the third. */
function contextOf(served: string): { context: PhaseContext; frozen: string[] } {
  const frozen: string[] = [];
  const stage = {
    clock: { now: () => 40 },
    zone: { names: ['orders.example.com'], regions: () => ['us-west-2'] },
    load: { ledger: { requests: [{ region: served }], writes: [], uploads: [] } },
    cloud: {
      regions: REGIONS.map(name => ({ name })),
      freeze: (region: string) => Promise.resolve(void frozen.push(region)),
    },
  };
  return { context: { stage } as unknown as PhaseContext, frozen };
}

const outage = (region: string) => beginFault(planFault('region-outage', region, REGIONS)!);

test('takes away a region that serves', async () => {
  const { context, frozen } = contextOf('us-west-2');

  expect(await outage('us-west-2').run(context, silent)).toMatchObject([{ kind: 'fault began', at: 40 }]);
  expect(frozen).toEqual(['us-west-2']);
});

test('fails where the region got no request and no name leads to it, and touches nothing', async () => {
  const { context, frozen } = contextOf('us-west-2');

  await expect(outage('us-east-1').run(context, silent)).rejects.toThrow(
    /^\[RegionTrafficMissing\] us-east-1 got no request .*orders.example.com leads to us-west-2/,
  );
  expect(frozen).toEqual([]);
});

test('takes away a region that got requests although no name leads to it', async () => {
  const { context, frozen } = contextOf('eu-west-1');
  await outage('eu-west-1').run(context, silent);

  expect(frozen).toEqual(['eu-west-1']);
});

test('where replication lags, a region returns without its tables, and they follow later', async () => {
  const done: string[] = [];
  let now = 100;
  const note =
    (what: string) =>
    (region: string): void =>
      void done.push(`${what} ${region} at ${now}`);
  const journal = new Journal();
  const stage = {
    clock: { now: () => now, sleep: (seconds: number) => Promise.resolve(void (now += seconds)) },
    zone: { names: [] },
    load: { ledger: { requests: [] }, admitPoison: () => undefined },
    tables: { hold: note('hold'), release: note('release') },
    cloud: { thaw: (region: string) => Promise.resolve(note('thaw')(region)) },
  };
  const context = { stage, journal } as unknown as PhaseContext;
  const fault = planFault('region-outage', 'us-west-2', REGIONS)!;

  journal.add(await endFault(fault, { replicationLags: true }).run(context, silent));
  now = 130;
  journal.add(await resumeReplication('us-west-2', 360).run(context, silent));

  expect(done).toEqual(['hold us-west-2 at 100', 'thaw us-west-2 at 100', 'release us-west-2 at 460']);
  expect(journal.story()).toContainEqual({ at: 460, name: 'tables of us-west-2 are replicated again' });
});
