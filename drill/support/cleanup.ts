/** What has to be undone, in the reverse order of its making; `AsyncDisposableStack` needs a newer Node. */
export class Cleanup {
  private readonly tasks: (() => void | Promise<void>)[] = [];
  private running?: Promise<void>;

  /** Takes charge of something that was started, and hands it back. */
  add<T>(resource: T, end: (resource: T) => void | Promise<void>): T {
    this.tasks.push(() => end(resource));
    return resource;
  }

  /**
   * Undoes everything, also where a part of it fails; safe to call twice.
   *
   * @throws AggregateError of what failed, after the rest was undone.
   */
  run(): Promise<void> {
    this.running ??= this.undo();
    return this.running;
  }

  private async undo(): Promise<void> {
    const errors: unknown[] = [];
    for (let task = this.tasks.pop(); task !== undefined; task = this.tasks.pop()) {
      try {
        await task();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `cleaning up: ${errors.map(String).join('; ')}`);
  }
}
