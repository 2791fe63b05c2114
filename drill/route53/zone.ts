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

/** The answer for a name changed. */
export interface DnsChange {
  /** Simulated seconds. */
  readonly at: number;
  readonly name: string;
  /** The region that every answer names; null where there is none, or more than one. */
  readonly region: string | null;
  /** Every region that some answer names: several where records are chosen by weight or by where a client is. */
  readonly regions: readonly string[];
}

export interface ZoneOptions {
  readonly cloud: Pick<Cloud, 'regions' | 'regionAt'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly records: readonly RecordSpec[];
  /** Status of each health check at the start. */
  readonly healthy: (healthCheckId: string) => boolean;
  /** Longest time until a change of health shows in answers, in seconds. @default 10 */
  readonly propagationSeconds?: number;
  /** Regions whose clients ask, for records that are chosen by where a client is. @default - the first region */
  readonly clientRegions?: readonly string[];
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

  /** Regions that clients ask from, the first for those that do not say it. */
  readonly places: readonly string[];

  private readonly records: readonly RecordSpec[];
  private readonly visible = new Map<string, boolean>();
  private readonly pending: { readonly visibleAt: number; readonly change: HealthChange }[] = [];
  private readonly answered = new Map<string, string>();
  private readonly changes: DnsChange[] = [];
  private readonly random: Random;

  constructor(private readonly options: ZoneOptions) {
    this.records = options.records.map(record => ({ ...record, name: normalName(record.name) }));
    this.names = [...new Set(this.records.filter(isAddressRecord).map(record => record.name))];
    this.random = seededRandom(options.seed ?? 1);
    this.places = options.clientRegions ?? options.cloud.regions.slice(0, 1).map(({ name }) => name);
    this.freeze();
    this.noteAnswers(options.clock.now());
  }

  /** Takes note of a change of health. Name servers know it after a delay drawn from (0, propagation]. */
  observe(change: HealthChange): void {
    const delay = (this.options.propagationSeconds ?? DEFAULT_PROPAGATION_SECONDS) * (1 - this.random());
    const last = this.pending.at(-1)?.visibleAt ?? 0;
    this.pending.push({ visibleAt: Math.max(last, change.at + delay), change });
  }

  /**
   * Answers a query for addresses (`A`) or for the alias itself (`CNAME`). Names are compared without case.
   *
   * @param clientRegion region that the asking client is near to
   */
  resolve(name: string, type: 'A' | 'CNAME' = 'A', clientRegion: string | undefined = this.places[0]): ZoneAnswer {
    this.settle();
    const context = this.contextOf(clientRegion);
    return this.follow(name, type, LONGEST_CHAIN, group => answer(group, context, this.random));
  }

  /** First address of a name, as a client would connect to it. */
  address(name: string): string | undefined {
    return this.resolve(name).records.find(record => record.type === 'A')?.data;
  }

  /** Region that a name leads to at this moment, or null when it is none, or more than one. */
  region(name: string): string | null {
    return only(this.regions(name));
  }

  /** Every region that a name leads some client to at this moment. */
  regions(name: string): string[] {
    this.settle();
    return this.currentRegions(name);
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
      const regions = this.currentRegions(name);
      const answered = regions.join(' ');
      if (this.answered.get(name) === answered) continue;
      this.answered.set(name, answered);
      this.changes.push({ at, name, region: only(regions), regions });
    }
  }

  /** In the order of the regions. */
  private currentRegions(name: string): string[] {
    const { cloud } = this.options;
    const addresses = this.places.flatMap(place => this.addresses(name, place));
    const found = new Set(addresses.map(address => cloud.regionAt(address)?.name));
    return cloud.regions.map(region => region.name).filter(region => found.has(region));
  }

  /** Every address that an answer for the name may hold now. */
  private addresses(name: string, clientRegion: string | undefined): string[] {
    const context = this.contextOf(clientRegion);
    const { records } = this.follow(name, 'A', LONGEST_CHAIN, group => candidates(group, context));
    return records.filter(record => record.type === 'A').map(record => record.data);
  }

  private contextOf(clientRegion: string | undefined): AnswerContext {
    const healthy = (id: string): boolean => this.visible.get(id) ?? this.options.healthy(id);
    return { healthy, zone: this.records, clientRegion };
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
    if (record.alias) return this.renderAlias(asked, record, type, left, choose);
    const ttl = record.ttlSeconds ?? 0;
    const own = record.values.map(value => ({ name: asked, type: record.type as 'A' | 'CNAME', ttl, data: value }));
    if (record.type !== 'CNAME') return own.filter(({ data }) => isIPv4(data));
    const [target] = record.values;
    const link = { ...own[0], data: normalName(target) };
    return type === 'CNAME' ? [link] : [link, ...this.follow(normalName(target), 'A', left - 1, choose).records];
  }

  /** An alias answers with what its target's record has, under its own name and with the TTL of that. */
  private renderAlias(
    asked: string,
    record: RecordSpec,
    type: 'A' | 'CNAME',
    left: number,
    choose: Choose,
  ): AnswerRecord[] {
    const target = normalName(record.alias!.name);
    const { records } = this.follow(target, record.type === 'CNAME' ? type : 'A', left - 1, choose);
    const own = record.type === 'CNAME' ? records : records.filter(each => each.type === 'A');
    return own.map(each => (each.name === target || record.type !== 'CNAME' ? { ...each, name: asked } : each));
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

function only(regions: readonly string[]): string | null {
  return regions.length === 1 ? regions[0] : null;
}

function isAddressRecord(record: RecordSpec): boolean {
  return record.type === 'A' || record.type === 'CNAME';
}
