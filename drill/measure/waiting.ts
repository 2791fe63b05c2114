/** What waits for a result, and the region that had accepted it; null where nobody knows. */
export interface Open {
  readonly region: string | null;
}

/** Real time after the last result: by then all that had left a region before its end is where it was sent. */
export const LOST_MILLIS = 8000;

/**
 * How long to wait for results: until the deadline, for what a region that is there had accepted; not much longer than
 * results come in, when regions that are gone for good had accepted all that is open.
 */
export class Waiting {
  private least = Infinity;
  private changedAt = 0;

  /** @param deadline real milliseconds, on the clock of `now` */
  constructor(
    private readonly regions: readonly string[],
    private readonly deadline: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether nothing is open any more, or nothing more is expected. */
  isOver(open: readonly Open[]): boolean {
    if (open.length === 0) return true;
    const now = this.now();
    if (open.length < this.least) {
      this.least = open.length;
      this.changedAt = now;
    }
    const isOfRegionLeft = ({ region }: Open): boolean => region === null || this.regions.includes(region);
    return now > this.deadline || (!open.some(isOfRegionLeft) && now > this.changedAt + LOST_MILLIS);
  }
}
