import { planFault } from '../../faults/registry.js';
import { beginFault } from '../../phases/fault.js';
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
