import { type ExperimentAction, type ExperimentSpec, type TimedAction } from '../assembly/experiments.js';
import { type FaultDescription, type FaultTarget } from './fault.js';

/** How every experiment is spoken of. */
export const EXPERIMENT: FaultDescription = {
  title: 'experiment',
  proves:
    "users get what they need while a fault of the app's own choice lasts, and its stop conditions watch over them",
  begins: 'has an experiment',
  meanwhile: 'in an experiment',
  ends: 'is left alone again',
  short: 'experiment',
  answers: true,
};

/** When one or more of an experiment's actions begin or end: simulated seconds since it began. */
export function momentsOf({ actions }: ExperimentSpec): number[] {
  return [...new Set(actions.flatMap(({ from, until }) => [from, until]))].sort((a, b) => a - b);
}

/** Does to the app what an experiment does at a moment of it, and takes back what it did before; null takes everything back. */
export async function stepTo(
  target: FaultTarget,
  { actions, region }: ExperimentSpec,
  second: number | null,
): Promise<void> {
  const active = actions.filter(action => second !== null && isActive(action, second)).map(({ action }) => action);
  await target.invocations.disturb(region, active.filter(isInvocationFault));
  holdIf(
    target.tables,
    region,
    active.some(({ kind }) => kind === 'table replication'),
  );
  holdIf(
    target.buckets,
    region,
    active.some(({ kind }) => kind === 'bucket replication'),
  );
}

function isActive({ from, until }: TimedAction, second: number): boolean {
  return from <= second && second < until;
}

function isInvocationFault(action: ExperimentAction): action is Extract<ExperimentAction, { functions: unknown }> {
  return 'functions' in action;
}

function holdIf(
  replication: { hold(region: string): void; release(region: string): void },
  region: string,
  held: boolean,
): void {
  if (held) replication.hold(region);
  else replication.release(region);
}
