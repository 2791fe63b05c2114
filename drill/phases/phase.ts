import { type Inspection } from '../measure/inspection.js';
import { type BoundReport } from '../measure/model.js';
import { type Stage } from '../stage/stage.js';
import { type StepLog } from '../support/progress.js';
import { type Fact, type Journal } from './journal.js';

/** What every phase of a run works with. */
export interface PhaseContext {
  readonly stage: Stage;
  /** What earlier phases found out. */
  readonly journal: Journal;
  readonly inspection: Inspection;
  readonly bound: BoundReport;
  readonly signal: AbortSignal;
}

/**
 * One part of a run, as a value: a run is a list of them. It changes nothing but the stage, and what it finds out is what
 * it returns. Its waits are bounded, and end when the signal aborts. What must be known of an interrupted run is therefore
 * a phase of its own.
 */
export interface Phase {
  readonly title: string;
  run(context: PhaseContext, log: StepLog): Promise<readonly Fact[]>;
}

/** How much longer than a bound the drill waits before it gives up: longer than that is a failed recovery. */
export const PATIENCE = 1.5;
/** Simulated seconds to wait for what nothing bounds. */
export const UNBOUNDED_SECONDS = 180;
const POLL_SECONDS = 1;

/** Lets so many simulated seconds pass, and tells meanwhile how the run stands. */
export async function letPass(context: PhaseContext, seconds: number, log: StepLog): Promise<void> {
  await until(context, () => false, seconds, log);
}

/** Lets time pass until so many simulated seconds after the undisturbed load, which took `baselineSeconds`. */
export function awaitMoment(seconds: number, baselineSeconds: number): Phase {
  return {
    title: `Wait until ${seconds} s of the scenario`,
    async run(context, log) {
      const left = context.journal.baselineAt + baselineSeconds + seconds - context.stage.clock.now();
      await letPass(context, Math.max(0, left), log);
      return [];
    },
  };
}

/** Resolves to whether the condition came about within so many simulated seconds. */
export async function until(
  context: PhaseContext,
  condition: () => boolean,
  seconds: number,
  { show }: StepLog,
): Promise<boolean> {
  const { clock } = context.stage;
  const deadline = clock.now() + seconds;
  while (!condition()) {
    const left = deadline - clock.now();
    if (left <= 0) return false;
    show(situation(context));
    await clock.sleep(Math.min(POLL_SECONDS, left), context.signal);
  }
  return true;
}

function situation({ stage: { clock, zone, load }, journal }: PhaseContext): string {
  const { requests } = load.ledger;
  const failed = requests.filter(request => !request.ok).length;
  const answers = zone.names.map(name => `${name} → ${zone.regions(name).join('/') || 'nobody'}`).join(', ');
  const at = Math.round(clock.now() - journal.loadStartedAt);
  return [`${at} s`, `${requests.length} requests, ${failed} failed`, answers].filter(part => part !== '').join(' · ');
}
