import { cpus } from 'node:os';
import { type Cloud } from '../cloud/cloud.js';
import { type RequestRecord } from '../load/ledger.js';
import { isTimeout } from '../load/http-client.js';
import { type MachineReport, type Span } from '../measure/model.js';
import { type PacedClock } from '../support/clock.js';

/** What is seen in one look at the machine. Real milliseconds. */
export interface Sighting {
  /** How long the drill's own event loop was held up. */
  readonly lagMillis: number;
  /** Share of the processors' time that nobody used. */
  readonly idleShare: number;
  /** How long answers of regions that are up took. */
  readonly answerMillis: readonly number[];
  /** Requests to such regions that had no answer in time. */
  readonly timeouts: number;
  /** What a client waits for an answer. */
  readonly patienceMillis: number;
  /** How long the drill may be held up without any harm. */
  readonly lagLimitMillis: number;
}

export interface PaceOptions {
  readonly cloud: Pick<Cloud, 'regions' | 'isUp' | 'setSpeed'>;
  readonly clock: PacedClock;
  readonly speedAsked: number;
  readonly requests: readonly RequestRecord[];
  /** What a client waits for an answer: real milliseconds at this moment. */
  readonly patienceMillis: () => number;
}

const LOOK_MILLIS = 500;
const TICK_MILLIS = 50;
/** Beyond half of what a health checker waits for an answer, the drill's own lag would look like the endpoint's. */
const CHECKERS_PATIENCE_SECONDS = 2;
const LEAST_LAG_MILLIS = 250;
/** Below this share of idle time, a missing answer says nothing about who owes it. */
const SATURATED_IDLE_SHARE = 0.1;
/** An answer that takes longer than this share of a client's patience is about to be a failure. */
const SLOW_SHARE = 0.5;
const LOWEST_SPEED = 1;
const SLOWER = 0.6;
/** Real time in which a lower speed may show what it does, before it is lowered again. */
const HOLD_MILLIS = 4000;

/**
 * Watches whether this machine keeps up with the simulated time, and makes the clock slower where it does not.
 *
 * It takes note of each span in which it did not: what fails there may be the machine's doing.
 */
export class Pace {
  private readonly spans: Span[] = [];
  private readonly speeds: { at: number; speed: number }[];
  /** Regions that were away: their requests count from the return on. */
  private readonly upSince = new Map<string, number>();
  private timers: NodeJS.Timeout[] = [];
  private tickedAt = 0;
  private lag = 0;
  private seen = 0;
  private slowestLag = 0;
  private processors = usage();
  private changedAt = -Infinity;

  constructor(private readonly options: PaceOptions) {
    this.speeds = [{ at: 0, speed: options.clock.speed }];
  }

  start(): void {
    this.seen = this.options.requests.length;
    this.tickedAt = performance.now();
    this.timers = [setInterval(() => this.tick(), TICK_MILLIS), setInterval(() => this.look(), LOOK_MILLIS)];
  }

  stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    return Promise.resolve();
  }

  /** Whether the machine did not keep up at some moment since then. */
  wasStrained(since: number): boolean {
    return this.spans.some(span => span.to >= since);
  }

  /** Spans before `from` served to find the speed, and are left out. */
  report(shift: (at: number) => number, from: number): Omit<MachineReport, 'alarmMillis'> {
    return {
      speedAsked: this.options.speedAsked,
      speeds: this.speeds.map(({ at, speed }) => ({ at: shift(at), speed })),
      strained: this.spans
        .filter(span => span.to >= from)
        .map(span => ({ ...span, from: shift(span.from), to: shift(span.to) })),
      slowestLagMillis: Math.round(this.slowestLag),
    };
  }

  /** A tick that comes late tells how long nothing else could happen. */
  private tick(): void {
    const now = performance.now();
    this.lag = Math.max(this.lag, now - this.tickedAt - TICK_MILLIS);
    this.tickedAt = now;
  }

  private look(): void {
    const { clock } = this.options;
    this.tick();
    const lagMillis = this.lag;
    this.lag = 0;
    this.slowestLag = Math.max(this.slowestLag, lagMillis);
    const now = usage();
    const idleShare = (now.idle - this.processors.idle) / Math.max(1, now.total - this.processors.total);
    this.processors = now;
    const lagLimitMillis = Math.max(LEAST_LAG_MILLIS, clock.toMillis(CHECKERS_PATIENCE_SECONDS) / 2);
    const patienceMillis = this.options.patienceMillis();
    const why = strainOf({ lagMillis, lagLimitMillis, idleShare, ...this.answers(), patienceMillis });
    if (why === null) return;
    this.spans.push({ from: clock.now() - (LOOK_MILLIS * clock.speed) / 1000, to: clock.now(), why });
    this.slowDown();
  }

  /** What ended since the last look, of regions that were up all the while. */
  private answers(): Pick<Sighting, 'answerMillis' | 'timeouts'> {
    const { cloud, clock, requests } = this.options;
    for (const { name } of cloud.regions) if (!cloud.isUp(name)) this.upSince.set(name, clock.now());
    const ended = requests.slice(this.seen);
    this.seen = requests.length;
    const fair = ended.filter(
      ({ region, startedAt }) => region !== null && startedAt > (this.upSince.get(region) ?? 0),
    );
    const millis = (request: RequestRecord): number => clock.toMillis(request.endedAt - request.startedAt);
    return { answerMillis: fair.filter(({ ok }) => ok).map(millis), timeouts: fair.filter(isTimeout).length };
  }

  private slowDown(): void {
    const { clock, cloud } = this.options;
    if (clock.speed <= LOWEST_SPEED || performance.now() - this.changedAt < HOLD_MILLIS) return;
    this.changedAt = performance.now();
    const speed = Math.max(LOWEST_SPEED, Math.round(clock.speed * SLOWER * 10) / 10);
    clock.setSpeed(speed);
    cloud.setSpeed(speed);
    this.speeds.push({ at: clock.now(), speed });
  }
}

/** Why a failure at this moment may be the machine's doing; null where it keeps up. */
export function strainOf({ lagMillis, lagLimitMillis, idleShare, ...seen }: Sighting): string | null {
  if (lagMillis > lagLimitMillis) return `the drill itself was held up for ${Math.round(lagMillis)} ms`;
  if (idleShare >= SATURATED_IDLE_SHARE) return null;
  if (seen.timeouts > 0) return 'requests had no answer in time while every processor was busy';
  const slowest = Math.max(0, ...seen.answerMillis);
  if (slowest <= SLOW_SHARE * seen.patienceMillis) return null;
  return `an answer took ${Math.round(slowest)} ms while every processor was busy`;
}

function usage(): { idle: number; total: number } {
  const times = cpus().map(cpu => cpu.times);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map(({ idle }) => idle)), total: sum(times.flatMap(each => Object.values(each))) };
}
