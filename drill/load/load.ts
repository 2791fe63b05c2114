import { setMaxListeners } from 'node:events';
import { RegionalClients } from '../cloud/regional-clients.js';
import { sleepUnlessAborted, type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { DataProbe } from './data-probe.js';
import { DnsClient } from './dns-client.js';
import { DrillIds, Ledger } from './ledger.js';
import { seededRandom, type Random } from '../route53/random.js';
import { type Workload } from '../scenario/spec.js';
import { Uploader } from './uploader.js';
import { LEAST_REAL_TIMEOUT_MILLIS, patienceMillis, VirtualUser, type UserEnvironment } from './virtual-user.js';

export interface LoadOptions {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly workload: Workload;
  /** Region whose bucket clients upload to; another one where it has none. */
  readonly uploadRegion: string;
  /** Fixes how old each client's first DNS answer is. @default 1 */
  readonly seed?: number;
  /** The drill's DNS server. */
  readonly dns: { readonly address: string; readonly port: number };
  /** In how many places clients are, one after the other. @default 1 */
  readonly places?: number;
}

/** What the load takes for granted, for the report. */
export const LOAD_ASSUMPTIONS: readonly string[] = [
  `Clients wait at least ${LEAST_REAL_TIMEOUT_MILLIS} ms of real time for an answer, also where their simulated time-out is shorter.`,
  'Clients believe a DNS answer for exactly its TTL (the first one for a part of it, each for another), keep a connection as long as it answers, ask DNS only for a new one, and do not retry a failed request.',
];

/**
 * Virtual users that call the app at a fixed rate, whether or not it answers, and a client that uploads objects.
 *
 * Everything they did is in the {@link ledger} when {@link stop} resolves.
 */
export class Load {
  readonly ledger = new Ledger();

  private readonly clients: RegionalClients;
  private readonly stopping = new AbortController();
  private readonly outstanding = new Set<Promise<void>>();
  private readonly random: Random;
  private users: VirtualUser[] = [];
  private poisons = false;
  private schedules: Promise<void>[] = [];

  constructor(private readonly options: LoadOptions) {
    this.clients = new RegionalClients(options.cloud, 'client');
    this.random = seededRandom(options.seed ?? 1);
    // Every client waits for it.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Begins to send. Reads the keys of the tables that data probes write to, so the home regions must answer. */
  async start(): Promise<void> {
    const { workload } = this.options;
    const ids = new DrillIds();
    const probes = await Promise.all(workload.dataProbes.map(table => DataProbe.of(table, this.clients)));
    const environment: UserEnvironment = {
      ...this.options,
      ledger: this.ledger,
      ids,
      probes,
      random: seededRandom((this.options.seed ?? 1) + 1),
    };
    const numbers = Array.from({ length: workload.clients }, (_, number) => number);
    this.users = numbers.map(number => new VirtualUser(number, this.dnsClient(number), environment));
    this.scheduleUsers();
    this.scheduleUploads(ids);
  }

  /** From now on some uploads are such that the app rejects them. Until then nothing that the load does is to ring an alarm. */
  admitPoison(): void {
    this.poisons = true;
  }

  /** Sends nothing more; resolves when every request has ended and every connection is closed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.schedules);
    await Promise.all(this.outstanding);
    for (const user of this.users) user.close();
    this.clients.destroy();
  }

  private scheduleUsers(): void {
    const { requestsPerSecond, clients } = this.options.workload;
    const period = clients / requestsPerSecond;
    for (const [number, user] of this.users.entries()) {
      if (!user.isIdle) this.every(period, (number / clients) * period, () => user.act());
    }
  }

  private scheduleUploads(ids: DrillIds): void {
    const { clock, workload, uploadRegion } = this.options;
    const { uploads } = workload;
    if (uploads === undefined) return;
    const region = uploads.buckets.has(uploadRegion) ? uploadRegion : [...uploads.buckets.keys()][0];
    const { ledger, clients } = this;
    const timeoutMillis = (): number => patienceMillis(clock, workload);
    const poisons = (): boolean => this.poisons;
    const environment = { clock, ledger, ids, clients, region, timeoutMillis, poisons };
    const uploader = new Uploader(uploads, environment);
    this.every(1 / uploads.perSecond, 0, () => uploader.act());
  }

  private every(period: number, phase: number, action: () => Promise<void>): void {
    this.schedules.push(this.repeat(this.options.clock.now() + phase, period, action));
  }

  /** Does not wait for an action to end: a client that hangs sends its next request all the same. */
  private async repeat(first: number, period: number, action: () => Promise<void>): Promise<void> {
    const { clock } = this.options;
    const { signal } = this.stopping;
    for (let next = first; await sleepUnlessAborted(clock, next - clock.now(), signal); next += period) {
      const running: Promise<void> = action().finally(() => this.outstanding.delete(running));
      this.outstanding.add(running);
    }
  }

  private dnsClient(number: number): DnsClient {
    const { dns: server, clock, places = 1 } = this.options;
    const place = places > 1 ? number % places : undefined;
    return new DnsClient({ server, clock, firstAge: this.random, place });
  }
}
