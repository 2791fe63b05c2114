import { Failover as RecordFailover, type IHealthCheck, type RecordSet } from 'aws-cdk-lib/aws-route53';
import { Annotations, Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { DNS } from '../limits/route53';
import { fail, Problems } from '../private/errors';
import { validateProps } from '../private/props';
import { type Regions } from '../regions';
import { regionOf } from '../regions/regional-scope';
import { checkFailoverRouting, KNOWN_FAILOVER_ROUTING_OPTIONS } from './failover-limits';
import { FailoverRole, type FailoverRoutingOptions } from './failover-options';
import { createEndpointRecord, createInnerNameRecord, type RegionRecord } from './region-record';
import { checkWeights, checkWeightsOf, EQUAL_WEIGHT, type Weights } from './weights';

const DEFAULT_TTL = Duration.seconds(30);

/** How Route 53 chooses between the records of a name. */
type Policy = 'failover' | 'weighted' | 'latency';

/** Which records lead clients to the regions. */
export abstract class Routing {
  /**
   * DNS answers with the first region while it is healthy, and otherwise with the next one that is.
   *
   * Two records, PRIMARY and SECONDARY, for two regions. Route 53 has no third role: with more regions the SECONDARY leads to
   * an inner name, such as "_2.files.example.com", which has a PRIMARY and a SECONDARY of its own.
   */
  static failover(options: FailoverRoutingOptions = {}): Routing {
    validateOptions('Routing.failover', options);
    return new FailoverRouting(options.ttl ?? DEFAULT_TTL);
  }

  /**
   * DNS answers with the healthy region that answers fastest to the network that a client's resolver is in, as AWS measures
   * it.
   *
   * How much each region gets depends on where the clients are, and all clients of a lost region may go to one and the same
   * other. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html
   */
  static latency(options: FailoverRoutingOptions = {}): Routing {
    validateOptions('Routing.latency', options);
    return new LatencyRouting(options.ttl ?? DEFAULT_TTL);
  }

  /**
   * DNS answers with each healthy region as often as its share of the weights says.
   *
   * A weight of 0 is a standby's: Route 53 answers with it when no other region is healthy.
   * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
   *
   * @param weights weight of each region, 0 to 255, such as `{ 'us-east-1': 70, 'us-west-2': 30 }`; every region the same
   * where it is left out
   */
  static weighted(weights?: { [region: string]: number }, options: FailoverRoutingOptions = {}): Routing {
    validateOptions('Routing.weighted', options);
    if (weights !== undefined) Problems.collect('Routing.weighted', problems => checkWeights(weights, problems));
    return new WeightedRouting(options.ttl ?? DEFAULT_TTL, weights);
  }

  /** Time that resolvers may keep an answer, below the apex of a zone. */
  abstract readonly ttl: Duration;

  /** @internal */
  abstract readonly _policy: Policy;

  /**
   * The same routing with another TTL.
   *
   * @internal
   */
  abstract _withTtl(ttl: Duration): Routing;

  /**
   * Fails where the records cannot lead clients to every one of the regions in the part that it plays.
   *
   * @internal
   */
  abstract _validate(scope: Construct, regions: Regions): void;

  /**
   * Largest share of the service's requests that a region gets when another one is lost, and why.
   *
   * @internal
   */
  abstract _shareAfterLoss(region: string, regions: Regions): ShareAfterLoss;

  /**
   * Makes a region's record, and warns of what deploys and is weaker than it looks.
   *
   * @internal
   */
  abstract _bind(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck): RecordSet;
}

/** What a region has to bear when another one is lost. @internal */
export interface ShareAfterLoss {
  readonly share: number;
  readonly why: string;
}

class FailoverRouting extends Routing {
  readonly _policy = 'failover';

  constructor(readonly ttl: Duration) {
    super();
  }

  _withTtl(ttl: Duration): Routing {
    return new FailoverRouting(ttl);
  }

  _validate(scope: Construct, regions: Regions): void {
    if (regions.standbys.length > 0) return;
    fail(
      scope,
      'RegionsUnsupported',
      `the regions ${named(regions.all)} are active/active, and failover records lead every client to one of them; ` +
        'give Failover.activeActive(…), or Regions.activePassive(…)',
    );
  }

  _shareAfterLoss(): ShareAfterLoss {
    return { share: 1, why: 'the region that takes over gets every request' };
  }

  _bind(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck): RecordSet {
    warnOfTtl(scope, this.ttl);
    const all: readonly string[] = region.regions?.all ?? [];
    const level = all.length > 2 ? all.indexOf(regionOf(scope)) : -1;
    if (level <= 0 || level === all.length - 1) return this.bindLast(scope, region, healthCheck, Math.max(1, level));
    return this.bindBetween(scope, region, healthCheck, level);
  }

  /** The first region, or one that nobody comes after. */
  private bindLast(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck, level: number): RecordSet {
    const failover = region.role === FailoverRole.PRIMARY ? RecordFailover.PRIMARY : RecordFailover.SECONDARY;
    const recordName = nameAt(level, region);
    return createEndpointRecord(scope, { region, choice: { failover }, healthCheck, ttl: this.ttl, recordName });
  }

  /** A region that takes over, and that others take over from: SECONDARY of one name, and PRIMARY of the next. */
  private bindBetween(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck, level: number): RecordSet {
    const [recordName, innerName] = [nameAt(level, region), nameAt(level + 1, region)];
    const own = createEndpointRecord(scope, {
      region,
      choice: { failover: RecordFailover.PRIMARY },
      healthCheck,
      ttl: this.ttl,
      recordName: innerName,
      idPrefix: 'Inner',
    });
    const record = createInnerNameRecord(
      scope,
      region,
      { failover: RecordFailover.SECONDARY },
      { recordName, innerName },
    );
    record.node.addDependency(own);
    return record;
  }
}

class LatencyRouting extends Routing {
  readonly _policy = 'latency';

  constructor(readonly ttl: Duration) {
    super();
  }

  _withTtl(ttl: Duration): Routing {
    return new LatencyRouting(ttl);
  }

  _validate(scope: Construct, regions: Regions): void {
    const { standbys } = regions;
    if (standbys.length === 0) return;
    fail(
      scope,
      'RegionsUnsupported',
      `${named(standbys)} ${standbys.length === 1 ? 'stands' : 'stand'} by, and routing by latency leads clients to every region; ` +
        'give Regions.activeActive(…), or Failover.activePassive(…)',
    );
  }

  _shareAfterLoss(_region: string, { all }: Regions): ShareAfterLoss {
    const why =
      'all clients of the lost region may be nearest to the same other one, and each region had an equal share';
    return { share: 2 / all.length, why };
  }

  _bind(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck): RecordSet {
    warnOfTtl(scope, this.ttl);
    const choice = { region: regionOf(scope) };
    return createEndpointRecord(scope, { region, choice, healthCheck, ttl: this.ttl });
  }
}

class WeightedRouting extends Routing {
  readonly _policy = 'weighted';

  constructor(
    readonly ttl: Duration,
    private readonly weights?: Weights,
  ) {
    super();
  }

  _withTtl(ttl: Duration): Routing {
    return new WeightedRouting(ttl, this.weights);
  }

  _validate(scope: Construct, regions: Regions): void {
    Problems.collect(scope, problems => checkWeightsOf(regions, this.weightsOf(regions), problems));
  }

  _shareAfterLoss(region: string, regions: Regions): ShareAfterLoss {
    const weights = this.weightsOf(regions);
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    const others = regions.othersThan(region);
    const shares = others.map(lost => {
      const left = total - weights[lost];
      // Where only weights of 0 are left, Route 53 answers with each of them as often.
      return left === 0 ? 1 / others.length : weights[region] / left;
    });
    return { share: Math.max(...shares), why: 'the others share the requests of the lost region by their weights' };
  }

  _bind(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck): RecordSet {
    warnOfTtl(scope, this.ttl);
    const here = regionOf(scope);
    const weight = this.weights === undefined ? EQUAL_WEIGHT : this.weights[here];
    if (weight === undefined) {
      const given = named(Object.keys(this.weights!));
      fail(scope, 'WeightMissing', `"${here}" has no weight, and ${given} have one; give it one`);
    }
    return createEndpointRecord(scope, { region, choice: { weight }, healthCheck, ttl: this.ttl });
  }

  /** Without weights every region has the same, and a standby none. */
  private weightsOf({ all, standbys }: Regions): Weights {
    return (
      this.weights ?? Object.fromEntries(all.map(region => [region, standbys.includes(region) ? 0 : EQUAL_WEIGHT]))
    );
  }
}

/** Name with the record of a level of the tree: the failover name, then an inner name for each further region. */
function nameAt(level: number, { name }: RegionRecord): string {
  return level <= 1 ? name.name : `_${level}.${name.name}`;
}

function validateOptions(factory: string, options: FailoverRoutingOptions): void {
  validateProps(factory, options, KNOWN_FAILOVER_ROUTING_OPTIONS, problems => checkFailoverRouting(options, problems));
}

function warnOfTtl(scope: Construct, duration: Duration): void {
  const ttl = duration.toSeconds();
  if (ttl === 0) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:ttlZero',
      'the TTL is 0 s: every request of every client asks DNS first, and many resolvers keep an answer longer all the same; use 10 to 60 s',
    );
  }
  if (ttl > DNS.longestFailoverTtlSeconds) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:ttlLong',
      `the TTL is ${ttl} s: clients go on asking a lost region that long; use ${DNS.longestFailoverTtlSeconds} s or less`,
    );
  }
}

/** `"us-east-1", "us-west-2"`. */
function named(regions: readonly string[]): string {
  return regions.map(region => `"${region}"`).join(', ');
}
