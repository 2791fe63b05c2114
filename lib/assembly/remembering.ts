/** What can be asked the same thing again without working it out again. */
export abstract class Remembering {
  private remembered?: Map<unknown, unknown>;

  /** The result of a computation over this, done once. */
  remember<T>(compute: (subject: this) => T): T {
    const remembered = (this.remembered ??= new Map<unknown, unknown>());
    if (!remembered.has(compute)) remembered.set(compute, compute(this));
    return remembered.get(compute) as T;
  }
}
