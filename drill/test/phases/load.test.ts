import { type RequestRecord } from '../../load/ledger.js';
import { steadyLoad } from '../../phases/load.js';
import { Journal } from '../../phases/journal.js';
import { type PhaseContext } from '../../phases/phase.js';
import { createClock } from '../../support/clock.js';

const silent = { note: () => undefined, show: () => undefined };
const request = (ok: boolean, startedAt = 1000): RequestRecord => ({
  user: 0,
  kind: 'read',
  region: 'us-east-1',
  startedAt,
  endedAt: startedAt,
  ok,
  ...(ok ? {} : { reason: 'HTTP 500' }),
});

/** A stage whose machine keeps up only in the attempts that are given. */
function contextOf(
  keepsUp: boolean[],
  requests: RequestRecord[] = [request(true)],
  calm = true,
  beginAlarms = () => Promise.resolve(),
): PhaseContext {
  const clock = createClock(100);
  const stage = {
    clock,
    cloud: { beginAlarms },
    load: { ledger: { requests } },
    zone: { names: [], region: () => null },
    pace: { wasStrained: () => !keepsUp.shift() },
    fleet: { isCalm: calm },
  };
  return { stage, journal: new Journal(), signal: new AbortController().signal } as unknown as PhaseContext;
}

test('the baseline is the time in which the machine kept up', async () => {
  const [fact] = await steadyLoad(1).run(contextOf([true]), silent);

  expect(fact).toMatchObject({ kind: 'baseline began' });
  expect((fact as { at: number }).at).toBeLessThan(1);
});

test('the baseline begins anew, at the lower speed, where the machine did not keep up', async () => {
  const [fact] = await steadyLoad(1).run(contextOf([false, false, true]), silent);

  expect((fact as { at: number }).at).toBeGreaterThanOrEqual(2 - 0.1);
});

test('alarms begin anew with each baseline that the machine could not bear', async () => {
  let begun = 0;
  const begin = (): Promise<void> => Promise.resolve(void begun++);
  await steadyLoad(0.1).run(contextOf([false, false, true], undefined, true, begin), silent);

  expect(begun).toBe(2);
});

test('fails with SpeedNotFound where it never keeps up, and says nothing about the app', async () => {
  const context = contextOf([], [request(false), request(false)]);

  await expect(steadyLoad(0.5).run(context, silent)).rejects.toThrow(
    /^\[SpeedNotFound\] .*nothing is said about the app/,
  );
});

test('fails with ServiceUnavailable where the app answers errors although the machine keeps up', async () => {
  const context = contextOf([true], [request(false), request(false), request(true)]);

  await expect(steadyLoad(0.5).run(context, silent)).rejects.toThrow('[ServiceUnavailable] 2 of 3 requests failed');
});
