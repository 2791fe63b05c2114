import { planFault } from '../../faults/registry.js';
import { Journal, type Fact } from '../../phases/journal.js';

const REGIONS = ['us-east-1', 'us-west-2'];
const outage = planFault('region-outage', 'us-east-1', REGIONS)!;
const loss = planFault('region-loss', 'us-west-2', REGIONS)!;

function journalOf(...facts: Fact[]): Journal {
  const journal = new Journal();
  journal.add(facts);
  return journal;
}

test('knows nothing before the first phase', () => {
  const journal = new Journal();

  expect(journal.loadStartedAt).toBe(0);
  expect(journal.windows()).toEqual([]);
  expect(journal.last('data settled')).toBeUndefined();
  expect(journal.story()).toEqual([]);
});

test('gives a window to each fault, open as long as the region is away', () => {
  const journal = journalOf(
    { kind: 'fault began', at: 40, fault: outage },
    { kind: 'fault ended', at: 90, fault: outage },
    { kind: 'fault began', at: 120, fault: loss },
  );

  expect(journal.windows()).toEqual([
    { region: 'us-east-1', startedAt: 40, endedAt: 90 },
    { region: 'us-west-2', startedAt: 120, endedAt: null },
  ]);
});

test('counts a region as lost when its fault has no way back', () => {
  const journal = journalOf(
    { kind: 'fault began', at: 40, fault: outage },
    { kind: 'fault began', at: 50, fault: loss },
  );

  expect(journal.lostRegions()).toEqual(['us-west-2']);
});

test('tells what was done, not what was found', () => {
  const journal = journalOf(
    { kind: 'load began', at: 1 },
    { kind: 'fault began', at: 40, fault: outage },
    { kind: 'service recovered', at: 80, region: 'us-east-1' },
    { kind: 'fault ended', at: 90, fault: outage },
    { kind: 'load ended', at: 140 },
  );

  expect(journal.story().map(({ name }) => name)).toEqual([
    'load begins',
    'us-east-1 stops answering',
    'us-east-1 returns with its data',
    'load ends',
  ]);
});
