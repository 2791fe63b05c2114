/** Further attempts that may be made at once after a quiet time. */
const MOST_SAVED = 10;

/**
 * How many further attempts there may be: a share of the first ones, and a few that were saved. When every region is slow,
 * what would be sent twice is then sent once, and a service that struggles does not get twice the load.
 */
export class RetryBudget {
  private saved = MOST_SAVED;

  /** @param share further attempts for each first one, 0 to 1 */
  constructor(private readonly share: number) {}

  /** A first attempt is made. */
  earn(): void {
    this.saved = Math.min(MOST_SAVED, this.saved + this.share);
  }

  /** Whether a further attempt may be made; it is paid for then. */
  spend(): boolean {
    if (this.saved < 1) return false;
    this.saved -= 1;
    return true;
  }
}
