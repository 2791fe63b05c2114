import { type Clock } from '../../support/clock.js';

interface Sleeper {
  readonly wakesAt: number;
  wake(): void;
}

/** A clock that stands still until a test advances it. */
export class VirtualClock implements Clock {
  readonly speed = 1;
  private time = 0;
  private sleepers: Sleeper[] = [];

  now(): number {
    return this.time;
  }

  toMillis(seconds: number): number {
    return seconds * 1000;
  }

  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { wakesAt: this.time + seconds, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter(it => it !== sleeper);
        reject(signal.reason as Error);
      });
    });
  }

  /** How many sleep. */
  get waiting(): number {
    return this.sleepers.length;
  }

  /** Lets time pass, waking every sleeper at its moment and letting it run before the next. */
  async advance(seconds: number): Promise<void> {
    const end = this.time + seconds;
    await turn();
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.time = next.wakesAt;
      this.sleepers = this.sleepers.filter(it => it !== next);
      next.wake();
      await turn();
    }
    this.time = end;
  }

  private next(end: number): Sleeper | undefined {
    return this.sleepers.filter(it => it.wakesAt <= end).sort((a, b) => a.wakesAt - b.wakesAt)[0];
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
