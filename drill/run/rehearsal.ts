import { type Fault } from '../faults/fault.js';
import { Inspection } from '../measure/inspection.js';
import { orStop } from '../support/or-stop.js';
import { type Progress, type Say } from '../support/progress.js';
import { type BoundReport } from '../measure/model.js';
import { DEFAULT_PROPAGATION_SECONDS } from '../route53/zone.js';
import { type Stage } from './stage.js';
import { DrillError } from '../support/errors.js';
import { type EventResults } from '../measure/measure.js';

export interface RehearsalOptions {
  readonly fault: Fault;
  readonly bound: BoundReport;
  /** Simulated seconds of undisturbed load before the fault. */
  readonly baselineSeconds: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What was found out on the way, as far as the rehearsal came. Times are simulated seconds of the stage's clock. */
export interface Facts {
  loadStartedAt: number;
  readonly phases: { readonly at: number; readonly name: string }[];
  faultStartedAt: number | null;
  faultEndedAt: number | null;
  /** When every client had succeeded for a while after the fault. */
  recoveredAt: number | null;
  /** Ids of acknowledged writes that the survivors did not have while the region was away. */
  missing: ReadonlySet<string> | null;
  /** Results of events that the survivors had then. */
  eventsDuring: EventResults | null;
  /** At the end, after everything had settled. */
  atEnd: {
    readonly lostWrites: ReadonlySet<string>;
    readonly duplicated: number;
    readonly events: EventResults;
  } | null;
}

/** How much longer than the bound the drill waits before it gives up: longer than that is a failed recovery. */
const PATIENCE = 1.5;
/** Simulated seconds to wait for what nothing bounds. */
const UNBOUNDED_SECONDS = 180;
/** Lambda retries an asynchronous invocation after one minute and again after two; then there are the queues. */
const SETTLE_SECONDS = 300;
/** Real time: the emulator's own work does not get faster with the clock. */
const LEAST_SETTLE_MILLIS = 20_000;
const POLL_SECONDS = 1;

/** One run of load, fault and recovery on a stage. Every wait is bounded; `facts` holds what is known at any moment. */
export class Rehearsal {
  readonly facts: Facts = {
    loadStartedAt: 0,
    phases: [],
    faultStartedAt: null,
    faultEndedAt: null,
    recoveredAt: null,
    missing: null,
    eventsDuring: null,
    atEnd: null,
  };

  private readonly inspection: Inspection;

  constructor(
    private readonly stage: Stage,
    private readonly options: RehearsalOptions,
  ) {
    this.inspection = new Inspection(stage.audit, stage.load.ledger, options.signal);
  }

  async run(): Promise<void> {
    const { fault } = this.options;
    await this.startLoad();
    await this.undisturbed();
    if (fault.region !== null) {
      await this.takeAway(fault.region);
      await this.inspectSurvivors(fault.region);
      if (fault.recovers) await this.bringBack(fault.region);
    }
    await this.settle();
  }

  private async startLoad(): Promise<void> {
    const { load, clock } = this.stage;
    this.facts.loadStartedAt = clock.now();
    this.note('load begins');
    await load.start();
  }

  private async undisturbed(): Promise<void> {
    const { fault, baselineSeconds, bound } = this.options;
    // Without a fault, long enough for a health check that would turn unhealthy for no reason.
    const more = fault.region === null ? (bound.detectionSeconds ?? 0) : 0;
    await this.step('Steady load', async say => {
      await this.pass(baselineSeconds + more, say);
      this.requireService();
    });
  }

  /** What does not work without a fault says nothing about one. */
  private requireService(): void {
    const { requests } = this.stage.load.ledger;
    const failed = requests.filter(request => !request.ok);
    if (failed.length <= requests.length / 2) return;
    const message =
      `${failed.length} of ${requests.length} requests failed before any fault, the last with "${failed.at(-1)!.reason}"; ` +
      'check the workload, that the app works, and that the machine is fast enough for this --speed';
    throw new DrillError('ServiceDown', message);
  }

  private async takeAway(region: string): Promise<void> {
    const { fault, bound } = this.options;
    const limit = PATIENCE * (bound.rtoSeconds ?? UNBOUNDED_SECONDS / PATIENCE);
    const what = fault.recovers ? 'stops answering' : 'is lost';
    await this.step(`${region} ${what}; wait until every client succeeds again`, async say => {
      this.facts.faultStartedAt = this.stage.clock.now();
      this.note(`${region} ${what}`);
      await fault.inject(this.stage.cloud);
      if (!fault.recovers) await this.forget(region);
      const recovered = await this.until(() => this.hasFailedOver(region), limit, say);
      say.note(recovered ? 'every client succeeds again' : `clients still fail after ${Math.round(limit)} s: given up`);
      if (recovered) this.facts.recoveredAt = this.stage.clock.now();
    });
  }

  /** What is gone for good is no longer copied from or to. */
  private async forget(region: string): Promise<void> {
    this.stage.tables.dropRegion(region);
    await this.stage.buckets.dropRegion(region);
  }

  private async inspectSurvivors(region: string): Promise<void> {
    await this.step('Look for every acknowledged write in the survivor', async () => {
      const { load, cloud } = this.stage;
      const survivors = cloud.regions.map(({ name }) => name).filter(name => name !== region);
      const before = load.ledger.acknowledged().filter(write => write.ackedAt <= this.facts.faultStartedAt!);
      this.facts.missing = await this.inspection.absentWrites(survivors, before);
      this.facts.eventsDuring = await this.inspection.eventResults(survivors, load.ledger.accepted());
    });
  }

  private async bringBack(region: string): Promise<void> {
    const { fault, bound } = this.options;
    const { zone, cloud, clock } = this.stage;
    const led = this.leadsTo(region, this.facts.faultStartedAt!);
    const limit = PATIENCE * ((bound.detectionSeconds ?? UNBOUNDED_SECONDS) + DEFAULT_PROPAGATION_SECONDS);
    await this.step(`${region} returns; wait until traffic is back`, async say => {
      await fault.recover(cloud);
      this.facts.faultEndedAt = clock.now();
      this.note(`${region} returns`);
      const back = await this.until(() => led.every(name => zone.region(name) === region), limit, say);
      say.note(back ? 'DNS names it again' : `DNS does not name it after ${Math.round(limit)} s: given up`);
      if (back && led.length > 0) {
        await this.until(() => this.areClientsIn(region), bound.rtoSeconds ?? UNBOUNDED_SECONDS, say);
      }
    });
  }

  private async settle(): Promise<void> {
    await this.step('Stop the load; wait until replication and events have settled', async say => {
      const { load, clock, cloud } = this.stage;
      this.note('load ends');
      await load.stop();
      const millis = Math.max(LEAST_SETTLE_MILLIS, clock.toMillis(SETTLE_SECONDS));
      const deadline = performance.now() + millis;
      const regions = this.living();
      const { tables, buckets } = this.stage;
      await orStop(Promise.all([tables.settle(millis), buckets.settle(millis)]), this.options.signal);
      const lostWrites = await this.inspection.settledWrites(regions, deadline, say);
      // Nothing is measured by the clock from here on, and replicated data is everywhere: retries need not wait for it.
      for (const region of regions) cloud.hasten(region);
      const events = await this.inspection.settledEvents(regions, deadline, say);
      this.facts.atEnd = { lostWrites, duplicated: await this.inspection.duplicatedWrites(regions), events };
    });
  }

  /** DNS has left the region, and every client has succeeded since its last failure, for a while. */
  private hasFailedOver(region: string): boolean {
    const { zone, workload, clock, load } = this.stage;
    const { clients, requestsPerSecond, clientTimeoutSeconds } = workload;
    const window = clientTimeoutSeconds + (2 * clients) / requestsPerSecond;
    const from = clock.now() - window;
    if (from < this.facts.faultStartedAt! || zone.names.some(name => zone.region(name) === region)) return false;
    const recent = load.ledger.requests.filter(request => request.endedAt >= from);
    return recent.every(request => request.ok) && new Set(recent.map(request => request.user)).size === this.users();
  }

  private areClientsIn(region: string): boolean {
    const last = new Map(this.stage.load.ledger.requests.map(request => [request.user, request.region]));
    return [...last.values()].every(there => there === region);
  }

  private users(): number {
    return new Set(this.stage.load.ledger.requests.map(request => request.user)).size;
  }

  private leadsTo(region: string, at: number): string[] {
    const { zone } = this.stage;
    const before = zone.history().filter(change => change.at <= at);
    return zone.names.filter(name => before.filter(change => change.name === name).at(-1)?.region === region);
  }

  private living(): string[] {
    const { fault } = this.options;
    const lost = fault.recovers ? null : fault.region;
    return this.stage.cloud.regions.map(({ name }) => name).filter(name => name !== lost);
  }

  private async pass(seconds: number, say: Say): Promise<void> {
    await this.until(() => false, seconds, say);
  }

  /** Resolves to whether the condition came about within so many simulated seconds. */
  private async until(condition: () => boolean, seconds: number, { show }: Say): Promise<boolean> {
    const { clock } = this.stage;
    const deadline = clock.now() + seconds;
    while (!condition()) {
      const left = deadline - clock.now();
      if (left <= 0) return false;
      show(this.situation());
      await clock.sleep(Math.min(POLL_SECONDS, left), this.options.signal);
    }
    return true;
  }

  private situation(): string {
    const { clock, zone, load } = this.stage;
    const { requests } = load.ledger;
    const failed = requests.filter(request => !request.ok).length;
    const answers = zone.names.map(name => `${name} → ${zone.region(name) ?? 'nobody'}`).join(', ');
    const at = Math.round(clock.now() - this.facts.loadStartedAt);
    return [`${at} s`, `${requests.length} requests, ${failed} failed`, answers]
      .filter(part => part !== '')
      .join(' · ');
  }

  private async step<T>(title: string, work: (say: Say) => Promise<T>): Promise<T> {
    return this.options.progress.step(title, work);
  }

  private note(name: string): void {
    this.facts.phases.push({ at: this.stage.clock.now(), name });
  }
}
