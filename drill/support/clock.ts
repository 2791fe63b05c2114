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
  /** Simulated second of a moment of the wall clock: milliseconds since the epoch. */
  at(epochMillis: number): number;
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
  /** The moments since which each speed holds: real milliseconds, and simulated seconds. The first is the beginning. */
  private readonly paces: { real: number; simulated: number; speed: number }[];

  constructor(speed: number) {
    this.paces = [{ real: performance.now(), simulated: 0, speed: validSpeed(speed) }];
  }

  get speed(): number {
    return this.paces.at(-1)!.speed;
  }

  now(): number {
    return this.simulated(performance.now());
  }

  at(epochMillis: number): number {
    return this.simulated(epochMillis - (Date.now() - performance.now()));
  }

  toMillis(seconds: number): number {
    return (seconds * 1000) / this.speed;
  }

  setSpeed(speed: number): void {
    const real = performance.now();
    this.paces.push({ real, simulated: this.simulated(real), speed: validSpeed(speed) });
  }

  /** Sleeps on where the clock has become slower meanwhile. */
  async sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    const end = this.now() + seconds;
    do {
      await wait(Math.max(0, this.toMillis(end - this.now())), undefined, { signal });
    } while (end - this.now() > EARLY_SECONDS);
  }

  private simulated(real: number): number {
    const pace = this.paces.filter(each => each.real <= real).at(-1) ?? this.paces[0];
    return pace.simulated + ((real - pace.real) * pace.speed) / 1000;
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
