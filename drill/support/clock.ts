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

/** A clock whose speed can be changed while it runs. */
export interface PacedClock extends Clock {
  /** From now on so many simulated seconds pass in a real one; what has passed stays as it is. */
  setSpeed(speed: number): void;
}

/**
 * Starts a clock that runs `speed` times as fast as the wall clock, at simulated second 0.
 *
 * @throws DrillError `SpeedOutOfRange` unless the speed is a positive, finite number.
 */
export function createClock(speed: number): PacedClock {
  return new RunningClock(speed);
}

class RunningClock implements PacedClock {
  private current: number;
  /** The moment since which the present speed holds: real milliseconds, and simulated seconds. */
  private since = { real: performance.now(), simulated: 0 };

  constructor(speed: number) {
    this.current = validSpeed(speed);
  }

  get speed(): number {
    return this.current;
  }

  now(): number {
    return this.since.simulated + ((performance.now() - this.since.real) * this.current) / 1000;
  }

  toMillis(seconds: number): number {
    return (seconds * 1000) / this.current;
  }

  setSpeed(speed: number): void {
    this.since = { simulated: this.now(), real: performance.now() };
    this.current = validSpeed(speed);
  }

  /** Sleeps on where the clock has become slower meanwhile. */
  async sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    const end = this.now() + seconds;
    do {
      await wait(Math.max(0, this.toMillis(end - this.now())), undefined, { signal });
    } while (end - this.now() > EARLY_SECONDS);
  }
}

/** Timers wake up to a millisecond early. */
const EARLY_SECONDS = 0.05;

function validSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new DrillError('SpeedOutOfRange', `the speed is ${speed}; it must be a number above 0, such as 1 or 10`);
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
