import { type DrillReport, type MeasuredReport } from './model.js';

/** Times that a repetition may measure anew; what has no spread is in the report of each run. */
const TIMES = ['detectionSeconds', 'dnsSwitchSeconds', 'rtoSeconds', 'failbackSeconds', 'notifiedSeconds'] as const;

type Time = (typeof TIMES)[number];

/** A time over several runs. Infinity stands for one that never came about. */
export interface Spread {
  readonly runs: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** What several runs of one drill found out. */
export interface Repetitions {
  readonly runs: readonly DrillReport[];
  /** Null for a time that no run measured. */
  readonly spreads: Readonly<Record<Time, Spread | null>>;
}

/** Puts runs of one drill side by side. */
export function compareRuns(runs: readonly DrillReport[]): Repetitions {
  const spreads = Object.fromEntries(TIMES.map(time => [time, spreadOf(runs, time)]));
  return { runs, spreads: spreads as Record<Time, Spread | null> };
}

function spreadOf(runs: readonly DrillReport[], time: keyof MeasuredReport & Time): Spread | null {
  const times = runs
    .map(({ measured }) => measured[time])
    .filter(value => value !== null)
    .sort((a, b) => a - b);
  if (times.length === 0) return null;
  const [below, above] = [times[Math.ceil(times.length / 2) - 1], times[Math.floor(times.length / 2)]];
  return { runs: times.length, least: times[0], median: (below + above) / 2, most: times[times.length - 1] };
}
