import { setTimeout as wait } from 'node:timers/promises';
import { isServiceError } from '../cloud/regional-clients.js';

/** Whether the drill copies data between regions. */
export type ReplicationMode = 'on' | 'off';

/** How many pauses to wait after a failure: a region that is away need not be asked that often. */
const PAUSES_AFTER_FAILURE = 3;
const ROUNDS_TO_SETTLE = 3;
const SETTLE_PAUSE_MILLIS = 50;

/**
 * Does the same thing again and again, with a pause of real time in between, until it is stopped. A failure ends one
 * round only: regions come and go in a drill. What a service says against the request itself is kept in
 * {@link problems}.
 */
export class RepeatedTask {
  private readonly stopping = new AbortController();
  private readonly found = new Set<string>();
  private running: Promise<void> | undefined;
  private paused = false;
  private completed = 0;

  constructor(
    private readonly name: string,
    private readonly pauseMillis: number,
    private readonly round: (signal: AbortSignal) => Promise<void>,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Does nothing until {@link resume}; a round that has begun is finished. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  /** How many rounds have succeeded. */
  get rounds(): number {
    return this.completed;
  }

  /** Errors that waiting does not mend. */
  get problems(): string[] {
    return [...this.found];
  }

  /** Ends the round that is under way; resolves when nothing of the task is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const succeeded = this.paused || (await this.tryRound(signal));
      const pause = succeeded ? this.pauseMillis : this.pauseMillis * PAUSES_AFTER_FAILURE;
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  private async tryRound(signal: AbortSignal): Promise<boolean> {
    try {
      await this.round(signal);
      this.completed++;
      return true;
    } catch (error) {
      if (isOurFault(error)) this.found.add(`${this.name}: ${error.name}: ${error.message}`);
      return false;
    }
  }
}

/**
 * Resolves to true when, from now on, every task has looked again and found nothing left to do; to false when that has
 * not come about after so many real milliseconds.
 */
export async function settled(tasks: readonly RepeatedTask[], isDone: () => boolean, millis: number): Promise<boolean> {
  const deadline = Date.now() + millis;
  const before = new Map(tasks.map(task => [task, task.rounds]));
  // What one task reads is for another to deliver: both must have had a turn since.
  const looked = (): boolean => tasks.every(task => task.rounds >= before.get(task)! + ROUNDS_TO_SETTLE);
  while (!(looked() && isDone())) {
    if (Date.now() >= deadline) return false;
    await wait(SETTLE_PAUSE_MILLIS);
  }
  return true;
}

/** A service that refuses the request, as opposed to a region that is away or busy. */
function isOurFault(error: unknown): error is Error {
  if (!isServiceError(error)) return error instanceof Error && !isAbsence(error);
  const status = error.$metadata.httpStatusCode ?? 500;
  return status < 500 && status !== 429 && error.name !== 'ExpiredIteratorException';
}

/** Time-outs, aborts, and whatever a connection breaks with; of some, the SDK keeps the text only. */
function isAbsence(error: Error): boolean {
  const { code, name, message } = error as NodeJS.ErrnoException;
  return code !== undefined || /AbortError|TimeoutError|socket hang up/.test(`${name} ${message}`);
}
