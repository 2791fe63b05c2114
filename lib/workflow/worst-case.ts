import { LETTER, type Plan, undoablesOf } from './plan';
import { type Call, type RetryFigures, type Step } from './step';

/** How long a part of a workflow takes at most, and how that is reckoned. */
export interface WorstTime {
  readonly what: string;
  readonly seconds: number;
  readonly sum: string;
}

/**
 * How long each part takes when every attempt but the last one fails as late as it can, and jitter is never kind. All steps
 * are then taken back, and the last of that fails too and becomes a dead letter.
 */
export function worstTimes({ steps }: Plan): WorstTime[] {
  const undoables = undoablesOf(steps);
  return [
    ...steps.map(worstOf),
    ...undoables.map(({ name, undo }) => worstCall(`undo of ${name}`, undo)),
    ...(undoables.length > 0 ? [worstCall('its dead letter', LETTER)] : []),
  ];
}

function worstOf(step: Step): WorstTime {
  switch (step.kind) {
    case 'wait':
      return { what: step.name, seconds: step.seconds, sum: '' };
    case 'invoke':
      return worstCall(step.name, step);
    case 'parallel':
      return step.branches
        .map(branch => worstCall(branch.name, branch))
        .reduce((worst, each) => (each.seconds > worst.seconds ? each : worst));
  }
}

function worstCall(what: string, { timeout, retry }: Pick<Call, 'timeout' | 'retry'>): WorstTime {
  const waits = waitsOf(retry);
  const attempts = waits.length + 1;
  const seconds = attempts * timeout + waits.reduce((sum, wait) => sum + wait, 0);
  return { what, seconds, sum: [`${attempts} × ${timeout}`, ...shortened(waits)].join(' + ') };
}

/** The longest wait before each further attempt. */
function waitsOf({ attempts, interval, backoffRate, maxDelay }: RetryFigures): number[] {
  return Array.from({ length: attempts }, (_, index) => Math.min(maxDelay, interval * backoffRate ** index));
}

/** Waits as a person adds them: equal ones at the end once. */
function shortened(waits: readonly number[]): string[] {
  const last = waits.at(-1);
  const equal = waits.length - waits.indexOf(last!);
  if (last === undefined || equal < 3) return waits.map(String);
  return [...waits.slice(0, -equal).map(String), `${equal} × ${last}`];
}

/** Events of a call: it is scheduled, started and ends, with every attempt, and its state is entered and left. */
const [EVENTS_OF_ATTEMPT, EVENTS_OF_STATE] = [3, 2];
/** An execution starts and ends, and its first and its last state. */
const EVENTS_OF_EXECUTION = 6;
/** A parallel step starts and ends; so do its state, that of its results, and the choices that look at them. */
const EVENTS_OF_PARALLEL = 10;

/** Events in the history of an execution, at most. */
export function mostEvents({ steps }: Plan): number {
  const ofCall = ({ retry }: Pick<Call, 'retry'>): number => EVENTS_OF_STATE + EVENTS_OF_ATTEMPT * (1 + retry.attempts);
  const ofStep = (step: Step): number => {
    if (step.kind === 'wait') return EVENTS_OF_STATE;
    if (step.kind === 'invoke') return ofCall(step);
    return EVENTS_OF_PARALLEL + total(step.branches.map(branch => ofCall(branch) + EVENTS_OF_STATE));
  };
  const ofUndo = undoablesOf(steps).map(({ undo }) => ofCall(undo) + EVENTS_OF_STATE);
  return EVENTS_OF_EXECUTION + total([...steps.map(ofStep), ...ofUndo, ofCall(LETTER)]);
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
