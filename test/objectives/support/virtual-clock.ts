import { type Clock } from '../../../drill/support/clock';

interface Sleeper {
  readonly at: number;
  readonly signal?: AbortSignal;
  wake(): void;
  interrupt(reason: unknown): void;
}

/** Time that passes only when asked: sleepers are woken in their order, and nobody waits for real. */
export class VirtualClock implements Clock {
  readonly speed = Infinity;
  private time = 0;
  private readonly sleepers = new Set<Sleeper>();
  private readonly watched = new Set<AbortSignal>();

  now(): number {
    return this.time;
  }

  toMillis(): number {
    return 0;
  }

  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    if (signal && !this.watched.has(signal)) this.watch(signal);
    return new Promise((wake, interrupt) => this.sleepers.add({ at: this.time + seconds, signal, wake, interrupt }));
  }

  /** Lets time pass until a condition holds, or until nobody sleeps any more. */
  async runUntil(done: () => boolean): Promise<void> {
    await settled();
    while (!done() && this.sleepers.size > 0) {
      const next = this.earliest();
      this.sleepers.delete(next);
      this.time = next.at;
      next.wake();
      await settled();
    }
  }

  private earliest(): Sleeper {
    let first: Sleeper | undefined;
    for (const sleeper of this.sleepers) if (first === undefined || sleeper.at < first.at) first = sleeper;
    return first!;
  }

  private watch(signal: AbortSignal): void {
    this.watched.add(signal);
    signal.addEventListener('abort', () => {
      for (const sleeper of [...this.sleepers].filter(other => other.signal === signal)) {
        this.sleepers.delete(sleeper);
        sleeper.interrupt(signal.reason);
      }
    });
  }
}

/** Everything that was woken has run as far as it can. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
