import { setTimeout as wait } from 'node:timers/promises';
import { DrillError } from './errors.js';

/** Time that the drill tells: simulated seconds since the run began. With speed 1 it is the wall clock. */
export interface Clock {
  readonly speed: number;
  /** Simulated seconds since the start of the run. */
  now(): number;
  /** Resolves after that many simulated seconds, or rejects when the signal aborts. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
  /** Real milliseconds that a span of simulated seconds takes. */
  toMillis(seconds: number): number;
}

/**
 * Starts a clock that runs `speed` times as fast as the wall clock, at simulated second 0.
 *
 * @throws DrillError `SpeedOutOfRange` unless the speed is a positive, finite number.
 */
export function createClock(speed: number): Clock {
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new DrillError('SpeedOutOfRange', `the speed is ${speed}; it must be a number above 0, such as 1 or 10`);
  }
  const startedAt = performance.now();
  const toMillis = (seconds: number): number => (seconds * 1000) / speed;
  return {
    speed,
    now: () => ((performance.now() - startedAt) * speed) / 1000,
    sleep: (seconds, signal) => wait(Math.max(0, toMillis(seconds)), undefined, { signal }),
    toMillis,
  };
}

/** Sleeps, and resolves to false instead of rejecting when the signal aborts meanwhile: the form that loops need. */
export async function sleepUnlessAborted(clock: Clock, seconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(seconds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}
