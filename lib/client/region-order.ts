/** Failures in a row after which a region is not asked first any more. */
const PATIENCE = 3;

interface Standing {
  readonly address: string;
  failures: number;
  /** Until then it is asked last; 0 while it is well. */
  restsUntil: number;
  /** Whether a read is under way that finds out if it is back. */
  isProbed: boolean;
}

/** Which region is asked first: the preferred one, until it has failed three times in a row. */
export class RegionOrder {
  private readonly standings: readonly Standing[];

  constructor(
    addresses: readonly string[],
    private readonly cooldown: number,
    private readonly now: () => number,
  ) {
    this.standings = addresses.map(address => ({ address, failures: 0, restsUntil: 0, isProbed: false }));
  }

  /**
   * Addresses in the order in which they are asked. A region whose rest is over is tried with one read: that is sent to the
   * next one too when the answer takes long, which a write could not be.
   */
  next(isRead: boolean): string[] {
    const probed = isRead ? this.standings.find(each => this.mayComeBack(each)) : undefined;
    if (probed) probed.isProbed = true;
    const first = this.standings.filter(each => each === probed || each.restsUntil === 0);
    return [...first, ...this.standings.filter(each => !first.includes(each))].map(({ address }) => address);
  }

  /** It answered. */
  succeeded(address: string): void {
    Object.assign(this.of(address), { failures: 0, restsUntil: 0, isProbed: false });
  }

  /** It failed, or another one was quicker. */
  failed(address: string): void {
    const standing = this.of(address);
    standing.isProbed = false;
    standing.failures += 1;
    if (standing.failures >= PATIENCE) standing.restsUntil = this.now() + this.cooldown;
  }

  private mayComeBack({ restsUntil, isProbed }: Standing): boolean {
    return restsUntil > 0 && restsUntil <= this.now() && !isProbed;
  }

  private of(address: string): Standing {
    return this.standings.find(each => each.address === address)!;
  }
}
