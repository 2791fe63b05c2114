import { type RegionAlarms } from '../../cloud/alarms.js';
import { awaitNotice } from '../../phases/notice.js';
import { type PhaseContext } from '../../phases/phase.js';
import { createClock } from '../../support/clock.js';

const OPS = ['email ops@example.com'];
/** Simulated seconds in a real one: the longest wait of these tests is a tenth of a second. */
const SPEED = 1000;

interface Situation {
  readonly listeners?: readonly string[];
  readonly region?: string;
  /** Simulated seconds after the fault at which the alarm has told somebody. */
  readonly toldAfter?: number;
}

async function wait({ listeners = OPS, region = 'us-west-2', toldAfter }: Situation): Promise<[string, number]> {
  const clock = createClock(SPEED);
  const zero = Date.now();
  const alarm = { name: 'Serves', state: 'OK', notEvaluated: null, unmeasured: [], listeners, children: [] } as const;
  const glance = (): RegionAlarms[] => {
    const rang = toldAfter !== undefined && clock.now() >= toldAfter;
    const at = zero + ((toldAfter ?? 0) * 1000) / SPEED;
    const told = { target: 'arn', outcome: 'delivered', told: listeners };
    const ring = { alarm: 'Serves', at, from: 'OK', to: 'ALARM', reason: '', badUntil: at, actions: [told] } as const;
    return [{ region, writtenAt: 0, millis: 0, alarms: [alarm], transitions: rang ? [ring] : [] }];
  };
  const stage = {
    app: { objectives: { notifySeconds: 60 } },
    clock,
    zone: { names: [] },
    load: { ledger: { requests: [] } },
    cloud: { glanceAtAlarms: glance, isUp: (name: string) => name === 'us-west-2' },
  };
  const journal = { last: () => ({ at: 0 }), loadStartedAt: 0 };
  const context = { stage, journal, bound: {}, signal: new AbortController().signal } as unknown as PhaseContext;
  let note = '';
  await awaitNotice().run(context, { show: () => undefined, note: text => void (note = text) });
  return [note, clock.now()];
}

test('waits until an alarm has told somebody, and no longer', async () => {
  const [note, at] = await wait({ toldAfter: 30 });

  expect(note).toBe('an alarm has told somebody');
  expect(at).toBeGreaterThanOrEqual(30);
});

test('gives up half as long again after the objective', async () => {
  const [note, at] = await wait({});

  expect(note).toBe('no alarm told anybody: given up');
  expect(at).toBeGreaterThanOrEqual(90);
});

test.each<[string, Situation]>([
  ['no alarm would reach anybody', { listeners: [] }],
  ['only alarms of a region that is away would', { region: 'us-east-1' }],
])('waits for nobody where %s', async (_, situation) => {
  expect((await wait(situation))[0]).toMatch(/nobody to wait for$/);
});
