/** Where the values of several rounds lie. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    min: sorted[0],
    max: sorted[sorted.length - 1],
  };
}

/**
 * How many times the baseline: each round is compared with the baseline's measurement of the same round, so that a
 * machine that is busy for a while slows both. Where one was measured less often, the rounds that both have count.
 */
export function ratio(values: readonly number[], baseline: readonly number[]): Spread {
  return spread(values.slice(0, baseline.length).map((value, round) => value / baseline[round]));
}
