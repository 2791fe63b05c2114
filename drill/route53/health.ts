import { setMaxListeners } from 'node:events';
import { type HealthCheckSpec } from '../assembly/model.js';
import { sleepUnlessAborted, type Clock } from '../support/clock.js';
import { type ProbeSeconds, probeSeconds } from './probe-limits.js';
import { seededRandom } from './random.js';

/** How long one probe may take, in simulated seconds, and the signal that ends it early. */
export interface ProbeLimits extends ProbeSeconds {
  readonly signal: AbortSignal;
}

/** Asks the endpoint of a health check once. Resolves to whether it answered as the check wants; never rejects. */
export type Probe = (spec: HealthCheckSpec, limits: ProbeLimits) => Promise<boolean>;

/** A health check changed its status. */
export interface HealthChange {
  /** Simulated seconds. */
  readonly at: number;
  readonly checkId: string;
  readonly healthy: boolean;
}

export interface HealthCheckFleetOptions {
  readonly checks: readonly HealthCheckSpec[];
  readonly clock: Clock;
  readonly probe: Probe;
  /** Fixes the phases of the checkers. @default 1 */
  readonly seed?: number;
  /** Checkers per health check. @default 16, about what Route 53 uses in its eight regions */
  readonly checkers?: number;
}

/**
 * A check is healthy while more than this share of its checkers say so.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const HEALTHY_SHARE = 0.18;
const CHECKERS = 16;
/** Types that look at an endpoint; the others look at checks, alarms or routing controls. */
const ENDPOINT_TYPES: readonly string[] = ['HTTP', 'HTTPS', 'HTTP_STR_MATCH', 'HTTPS_STR_MATCH', 'TCP'];

/**
 * The health checkers of Route 53: for each endpoint check a number of checkers that know nothing of each other. Each
 * waits one interval after its last probe has ended, and changes its mind after `failureThreshold` equal results.
 *
 * A new check is healthy, so is a disabled one; inversion comes last. Checks of alarms and of routing controls are not
 * exercised: they stay healthy and are listed in {@link unobserved}.
 */
export class HealthCheckFleet {
  /** Every change since the start, in order. */
  readonly changes: HealthChange[] = [];
  /** Every probe that failed, in order. */
  readonly failures: { readonly at: number; readonly checkId: string }[] = [];
  /** Checks whose status nothing in the drill can change. */
  readonly unobserved: readonly HealthCheckSpec[];

  private readonly checks: ReadonlyMap<string, HealthCheckSpec>;
  private readonly checkers = new Map<string, Checker[]>();
  private readonly status = new Map<string, boolean>();
  private readonly listeners: ((change: HealthChange) => void)[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];

  constructor(private readonly options: HealthCheckFleetOptions) {
    this.checks = new Map(options.checks.map(check => [check.id, check]));
    this.unobserved = options.checks.filter(check => !isEndpoint(check) && check.type !== 'CALCULATED');
    // Every checker listens to the one signal that ends them all.
    setMaxListeners(0, this.stopping.signal);
    for (const check of options.checks.filter(isEndpoint)) this.checkers.set(check.id, this.createCheckers(check));
    for (const check of options.checks) this.status.set(check.id, this.evaluate(check));
  }

  /** Current status of a check. A check that the app does not declare counts as healthy. */
  isHealthy(checkId: string): boolean {
    return this.status.get(checkId) ?? true;
  }

  /** Whether no checker has begun to doubt the status of its endpoint: what happens next, nobody has counted towards. */
  get isCalm(): boolean {
    return [...this.checkers.values()].flat().every(checker => !checker.doubts);
  }

  /** Calls back on every change of a check's status. */
  onChange(listener: (change: HealthChange) => void): void {
    this.listeners.push(listener);
  }

  /** Begins to probe: each checker at a random moment of its first interval. */
  start(): void {
    const random = seededRandom(this.options.seed ?? 1);
    for (const [id, checkers] of this.checkers) {
      const check = this.checks.get(id)!;
      if (check.disabled) continue;
      for (const checker of checkers) this.running.push(this.run(check, checker, random() * check.intervalSeconds));
    }
  }

  /** Ends every probe and timer; resolves when none is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
    this.running = [];
  }

  private createCheckers(check: HealthCheckSpec): Checker[] {
    const count = this.options.checkers ?? CHECKERS;
    return Array.from({ length: count }, () => new Checker(check.failureThreshold));
  }

  private async run(check: HealthCheckSpec, checker: Checker, phase: number): Promise<void> {
    const { signal } = this.stopping;
    const limits = { ...probeSeconds(check), signal };
    for (
      let pause = phase;
      await sleepUnlessAborted(this.options.clock, pause, signal);
      pause = check.intervalSeconds
    ) {
      const succeeded = await this.options.probe(check, limits);
      if (signal.aborted) return;
      if (!succeeded) this.failures.push({ at: this.options.clock.now(), checkId: check.id });
      if (checker.note(succeeded)) this.reevaluate();
    }
  }

  private reevaluate(): void {
    for (const check of this.options.checks) {
      const healthy = this.evaluate(check);
      if (healthy === this.status.get(check.id)) continue;
      this.status.set(check.id, healthy);
      const change = { at: this.options.clock.now(), checkId: check.id, healthy };
      this.changes.push(change);
      for (const listener of this.listeners) listener(change);
    }
  }

  private evaluate(check: HealthCheckSpec, visited: readonly string[] = []): boolean {
    const healthy = check.disabled || this.observe(check, visited);
    return healthy !== check.inverted;
  }

  private observe(check: HealthCheckSpec, visited: readonly string[]): boolean {
    if (check.type === 'CALCULATED') return this.countChildren(check, visited) >= (check.childThreshold ?? 0);
    const checkers = this.checkers.get(check.id);
    if (checkers === undefined) return true;
    return checkers.filter(checker => checker.healthy).length > HEALTHY_SHARE * checkers.length;
  }

  private countChildren(check: HealthCheckSpec, visited: readonly string[]): number {
    const path = [...visited, check.id];
    return check.childIds.filter(id => {
      const child = this.checks.get(id);
      return child === undefined || path.includes(id) || this.evaluate(child, path);
    }).length;
  }
}

/** One checker's opinion of one endpoint. */
class Checker {
  healthy = true;
  private contrary = 0;

  constructor(private readonly threshold: number) {}

  get doubts(): boolean {
    return this.contrary > 0;
  }

  /** Takes a result in; true when the opinion changed. */
  note(succeeded: boolean): boolean {
    this.contrary = succeeded === this.healthy ? 0 : this.contrary + 1;
    if (this.contrary < this.threshold) return false;
    this.healthy = succeeded;
    this.contrary = 0;
    return true;
  }
}

function isEndpoint(check: HealthCheckSpec): boolean {
  return ENDPOINT_TYPES.includes(check.type);
}
