import { isIPv4 } from 'node:net';
import { type RecordSpec } from '../assembly/model.js';
import { type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { answer, candidates, type AnswerContext } from './failover.js';
import { type HealthChange } from './health.js';
import { targetCheckId } from './load-balancers.js';
import { seededRandom, type Random } from './random.js';
import { normalName } from '../support/dns-name.js';
import { regionalAddress } from './regional-host.js';

/** One resource record of an answer. */
export interface AnswerRecord {
  readonly name: string;
  readonly type: 'A' | 'CNAME';
  /** Simulated seconds; on the wire as the template has it. */
  readonly ttl: number;
  readonly data: string;
}

export interface ZoneAnswer {
  readonly status: 'NOERROR' | 'NXDOMAIN';
  readonly records: AnswerRecord[];
}

/** The answer for a name changed; region is null where it names none, or more than one. */
export interface DnsChange {
  /** Simulated seconds. */
  readonly at: number;
  readonly name: string;
  readonly region: string | null;
}

export interface ZoneOptions {
  readonly cloud: Pick<Cloud, 'regions' | 'regionAt'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly records: readonly RecordSpec[];
  /** Status of each health check at the start. */
  readonly healthy: (healthCheckId: string) => boolean;
  /** Longest time until a change of health shows in answers, in seconds. @default 10 */
  readonly propagationSeconds?: number;
  /** Region whose clients ask, for latency records. @default - the first region */
  readonly clientRegion?: string;
  /** Fixes the drawn delays and weights. @default 1 */
  readonly seed?: number;
}

/** AWS does not document how long a change of health takes to reach its name servers; a named assumption. */
export const DEFAULT_PROPAGATION_SECONDS = 10;
/** TTL of API Gateway's own host names, and of aliases to them. */
const REGIONAL_HOST_TTL = 60;
const LONGEST_CHAIN = 8;

/**
 * What Route 53's name servers answer: the app's records, chosen by the health that has reached the servers, and the
 * regional host names of AWS, which lead to the local edges.
 *
 * Keeps the history of the answers. Needs no timer: a change of health carries the moment at which it becomes visible.
 */
export class Zone {
  /** Names of the app's records that clients can call. */
  readonly names: readonly string[];

  private readonly records: readonly RecordSpec[];
  private readonly visible = new Map<string, boolean>();
  private readonly pending: { readonly visibleAt: number; readonly change: HealthChange }[] = [];
  private readonly answered = new Map<string, string | null>();
  private readonly changes: DnsChange[] = [];
  private readonly context: AnswerContext;
  private readonly random: Random;

  constructor(private readonly options: ZoneOptions) {
    this.records = options.records.map(record => ({ ...record, name: normalName(record.name) }));
    this.names = [...new Set(this.records.filter(isAddressRecord).map(record => record.name))];
    this.random = seededRandom(options.seed ?? 1);
    this.context = {
      healthy: id => this.visible.get(id) ?? options.healthy(id),
      zone: this.records,
      clientRegion: options.clientRegion ?? options.cloud.regions[0]?.name,
    };
    this.freeze();
    this.noteAnswers(options.clock.now());
  }

  /** Takes note of a change of health. Name servers know it after a delay drawn from (0, propagation]. */
  observe(change: HealthChange): void {
    const delay = (this.options.propagationSeconds ?? DEFAULT_PROPAGATION_SECONDS) * (1 - this.random());
    const last = this.pending.at(-1)?.visibleAt ?? 0;
    this.pending.push({ visibleAt: Math.max(last, change.at + delay), change });
  }

  /** Answers a query for addresses (`A`) or for the alias itself (`CNAME`). Names are compared without case. */
  resolve(name: string, type: 'A' | 'CNAME' = 'A'): ZoneAnswer {
    this.settle();
    return this.follow(name, type, LONGEST_CHAIN, group => answer(group, this.context, this.random));
  }

  /** First address of a name, as a client would connect to it. */
  address(name: string): string | undefined {
    return this.resolve(name).records.find(record => record.type === 'A')?.data;
  }

  /** Region that a name leads to at this moment, or null when it is none, or more than one. */
  region(name: string): string | null {
    this.settle();
    return this.currentRegion(name);
  }

  /** Every change of an answer until now, beginning with the first answers. */
  history(): DnsChange[] {
    this.settle();
    return [...this.changes];
  }

  /** Pins the status at the start, so that later changes show only when they have propagated. */
  private freeze(): void {
    const followed = this.records.flatMap(record => [record.healthCheckId, targetCheckId(record)]);
    for (const id of followed) if (id !== undefined) this.visible.set(id, this.options.healthy(id));
  }

  private settle(): void {
    const now = this.options.clock.now();
    while (this.pending.length > 0 && this.pending[0].visibleAt <= now) {
      const { visibleAt, change } = this.pending.shift()!;
      this.visible.set(change.checkId, change.healthy);
      this.noteAnswers(visibleAt);
    }
  }

  private noteAnswers(at: number): void {
    for (const name of this.names) {
      const region = this.currentRegion(name);
      if (this.answered.has(name) && this.answered.get(name) === region) continue;
      this.answered.set(name, region);
      this.changes.push({ at, name, region });
    }
  }

  private currentRegion(name: string): string | null {
    const regions = new Set(this.addresses(name).map(address => this.options.cloud.regionAt(address)?.name ?? null));
    return regions.size === 1 ? [...regions][0] : null;
  }

  /** Every address that an answer for the name may hold now. */
  private addresses(name: string): string[] {
    const { records } = this.follow(name, 'A', LONGEST_CHAIN, group => candidates(group, this.context));
    return records.filter(record => record.type === 'A').map(record => record.data);
  }

  private follow(asked: string, type: 'A' | 'CNAME', left: number, choose: Choose): ZoneAnswer {
    const name = normalName(asked);
    const group = this.groupOf(name);
    if (group.length === 0) return this.outside(asked, name, type);
    const typed = ofType(group, 'CNAME') ?? ofType(group, type);
    if (typed === undefined || left === 0) return { status: 'NOERROR', records: [] };
    const records = choose(typed).flatMap(record => this.render(asked, record, type, left, choose));
    return { status: 'NOERROR', records };
  }

  private render(asked: string, record: RecordSpec, type: 'A' | 'CNAME', left: number, choose: Choose): AnswerRecord[] {
    if (record.alias) return this.renderAlias(asked, record.alias.name, left, choose);
    const ttl = record.ttlSeconds ?? 0;
    const own = record.values.map(value => ({ name: asked, type: record.type as 'A' | 'CNAME', ttl, data: value }));
    if (record.type !== 'CNAME') return own.filter(({ data }) => isIPv4(data));
    const [target] = record.values;
    const link = { ...own[0], data: normalName(target) };
    return type === 'CNAME' ? [link] : [link, ...this.follow(normalName(target), 'A', left - 1, choose).records];
  }

  /** An alias answers with its target's addresses under its own name. */
  private renderAlias(asked: string, target: string, left: number, choose: Choose): AnswerRecord[] {
    const { records } = this.follow(normalName(target), 'A', left - 1, choose);
    return records.filter(record => record.type === 'A').map(record => ({ ...record, name: asked }));
  }

  private outside(asked: string, name: string, type: 'A' | 'CNAME'): ZoneAnswer {
    const address = regionalAddress(this.options.cloud, name);
    if (address === undefined) return { status: 'NXDOMAIN', records: [] };
    const record: AnswerRecord = { name: asked, type: 'A', ttl: REGIONAL_HOST_TTL, data: address };
    return { status: 'NOERROR', records: type === 'A' ? [record] : [] };
  }

  /** Records of the exact name, or of the wildcard that covers it. */
  private groupOf(name: string): RecordSpec[] {
    const exact = this.records.filter(record => record.name === name);
    if (exact.length > 0) return exact;
    const wildcard = name.replace(/^[^.]+/, '*');
    return this.records.filter(record => record.name.replace(/^\\052/, '*') === wildcard);
  }
}

type Choose = (group: readonly RecordSpec[]) => RecordSpec[];

function ofType(group: readonly RecordSpec[], type: string): RecordSpec[] | undefined {
  const found = group.filter(record => record.type === type);
  return found.length > 0 ? found : undefined;
}

function isAddressRecord(record: RecordSpec): boolean {
  return record.type === 'A' || record.type === 'CNAME';
}
