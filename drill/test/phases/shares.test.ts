import { type RecordSpec } from '../../assembly/model.js';
import { type PhaseContext } from '../../phases/phase.js';
import { countShares } from '../../phases/shares.js';
import { DnsServer } from '../../route53/dns-server.js';
import { Zone } from '../../route53/zone.js';
import { createClock } from '../../support/clock.js';
import { cloudOf, failoverPair, record, TWO_REGIONS } from '../route53/samples.js';

const cloud = cloudOf(TWO_REGIONS);
const clock = createClock(1);
const weighted = (weights: readonly number[]): RecordSpec[] =>
  Object.keys(TWO_REGIONS).map((region, index) =>
    record({ setIdentifier: region, weight: weights[index], values: [`d-1.execute-api.${region}.amazonaws.com`] }),
  );

let dns: DnsServer;

/** What the phase finds of records, and what it notes, when name servers answer by others. */
async function count(records: RecordSpec[], answering = records): Promise<{ facts: unknown; notes: string[] }> {
  dns = await DnsServer.start({ zone: new Zone({ cloud, clock, records: answering, healthy: () => true }) });
  const stage = { deployed: { records }, workload: { hostname: 'api.example.com' }, clock, dns, cloud };
  const notes: string[] = [];
  const log = { note: (text: string) => void notes.push(text), show: () => undefined };
  const facts = await countShares().run({ stage } as unknown as PhaseContext, log);
  return { facts, notes };
}

afterEach(() => dns.stop());

const measuredOf = (facts: unknown): number[] =>
  (facts as { shares: { measured: number }[] }[])[0].shares.map(({ measured }) => measured);

test('a thousand new clients go where the weights lead them, through real queries', async () => {
  const { facts } = await count(weighted([70, 30]));

  const [east, west] = measuredOf(facts);
  expect(east + west).toBe(1);
  expect(Math.abs(east - 0.7)).toBeLessThanOrEqual(0.05);
});

test('name servers that answer by other weights are seen', async () => {
  const { facts } = await count(weighted([70, 30]), weighted([50, 50]));

  expect(Math.abs(measuredOf(facts)[0] - 0.7)).toBeGreaterThan(0.05);
});

test('a name without weights has no shares', async () => {
  const { facts, notes } = await count(failoverPair());

  expect(facts).toEqual([]);
  expect(notes).toEqual(['no name shares clients out by weight']);
});
