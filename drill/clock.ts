import { setTimeout as wait } from 'node:timers/promises';
import { DrillError, type Clock } from './types.js';

/**
 * Starts a clock that runs `speed` times as fast as the wall clock, at simulated second 0.
 *
 * @throws DrillError `SpeedInvalid` unless the speed is a positive, finite number.
 */
export function createClock(speed: number): Clock {
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new DrillError('SpeedInvalid', `the speed is ${speed}; it must be a number above 0, such as 1 or 10`);
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
