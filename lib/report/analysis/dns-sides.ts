import { normalName } from '../../private/dns-name';
import { type AppModel } from '../../assembly/app-model';
import { recordGroups, regionByStack, regionOfRecord, targetsOf, type DnsRecord } from '../../assembly/relations/dns';
import { regionLabel } from './region';

/** One way from a service's name to a region. */
export interface DnsSide {
  /** Records on the way: that of the service's name first, the one that leads to an endpoint last. */
  readonly chain: readonly DnsRecord[];
  readonly region: string;
  /** Role by failover, where the way has one. */
  readonly role?: 'PRIMARY' | 'SECONDARY';
  /** How DNS chooses it, in words, where it is not by failover alone: `weight 70 of 100`. */
  readonly routing?: string;
  /** Whether nobody is sent there while the others are healthy: a SECONDARY, a weight of 0. */
  readonly idle: boolean;
}

/** A name with several answers, and all that it leads to. */
export interface DnsService {
  readonly name: string;
  readonly sides: readonly DnsSide[];
}

/** Every name whose records have a policy; a name that only answers for another such name is a part of that. */
export function dnsServices(model: AppModel): DnsService[] {
  const groups = new Map<string, DnsRecord[]>();
  // A and AAAA records of one name are one service.
  for (const group of recordGroups(model)) if (!groups.has(group[0].name)) groups.set(group[0].name, group);
  const walker = new Walker(model, groups);
  return [...groups]
    .filter(([name]) => !walker.isInner(name))
    .map(([name, group]) => ({ name, sides: group.flatMap(record => walker.sides([record])).sort(activeFirst) }));
}

/** Follows records that lead to names which again have a choice. */
class Walker {
  private readonly inner: ReadonlySet<string>;

  constructor(
    private readonly model: AppModel,
    private readonly groups: ReadonlyMap<string, readonly DnsRecord[]>,
  ) {
    this.inner = new Set([...groups.values()].flat().flatMap(record => this.nextNames(record)));
  }

  isInner(name: string): boolean {
    return this.inner.has(name);
  }

  sides(chain: readonly DnsRecord[]): DnsSide[] {
    const visited = chain.map(({ name }) => name);
    const next = this.nextNames(chain[chain.length - 1]).filter(name => !visited.includes(name));
    if (next.length === 0) return [this.side(chain)];
    return next.flatMap(name => this.groups.get(name)!.flatMap(record => this.sides([...chain, record])));
  }

  private nextNames(record: DnsRecord): string[] {
    return targetsOf(record)
      .map(normalName)
      .filter(name => name !== record.name && this.groups.has(name));
  }

  private side(chain: readonly DnsRecord[]): DnsSide {
    const role = chain.map(({ failover }) => failover).find(failover => failover !== undefined);
    const isRouted = chain.some(({ routing }) => routing !== undefined);
    return {
      chain,
      region: this.regionLabel(chain),
      role: role === 'PRIMARY' || role === 'SECONDARY' ? role : undefined,
      routing: isRouted ? chain.map(record => this.words(record)).join(', ') : undefined,
      idle: chain.some(record => record.failover === 'SECONDARY' || this.isSpare(record)),
    };
  }

  private regionLabel(chain: readonly DnsRecord[]): string {
    const leaf = chain[chain.length - 1];
    const chosen = [...chain].reverse().find(({ routing }) => routing?.region !== undefined)?.routing?.region;
    return regionOfRecord(this.model, leaf) ?? chosen ?? regionByStack(this.model, leaf) ?? regionLabel(leaf.resource);
  }

  /** A weight of 0 beside others: Route 53 answers with it only when none of those is healthy. */
  private isSpare({ name, routing }: DnsRecord): boolean {
    return routing?.weight === 0 && this.totalWeight(name) > 0;
  }

  private totalWeight(name: string): number {
    return this.groups.get(name)!.reduce((sum, { routing }) => sum + (routing?.weight ?? 0), 0);
  }

  private words({ name, failover, routing }: DnsRecord): string {
    if (!routing) return failover ?? 'record';
    const { policy, weight, region = 'somewhere', location = [] } = routing;
    if (policy === 'weighted') return `weight ${weight ?? 'unknown'} of ${this.totalWeight(name)}`;
    if (policy === 'latency') return `latency ${region}`;
    if (policy === 'geoproximity') return `proximity to ${region}`;
    if (policy === 'multivalue') return 'multivalue';
    const what = policy === 'geolocation' ? 'clients in' : 'clients of network';
    return location.length === 0 ? 'all other clients' : `${what} ${location.join('-')}`;
  }
}

/** The PRIMARY, and whoever else answers while all is well, comes first. */
function activeFirst(a: DnsSide, b: DnsSide): number {
  return Number(a.idle) - Number(b.idle);
}
