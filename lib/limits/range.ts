/** Least and most of what AWS takes, both included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Whether a number lies in a range; what is no number does not. */
export function isWithin(value: number, { least, most }: Range): boolean {
  return value >= least && value <= most;
}

/** Whether a number is a whole one and lies in a range. */
export function isWholeWithin(value: number, range: Range): boolean {
  return Number.isInteger(value) && isWithin(value, range);
}
