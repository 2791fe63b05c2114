import { Duration } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { FailoverChanges, FailoverTiming, type FailoverTimingProps } from '../objectives';
import { DNS } from '../limits/route53';
import { fail } from '../private/errors';
import { duration, objectWith, validateProps, type PropKinds } from '../private/props';
import { type Regions } from '../regions';
import { Detection } from './detection';
import {
  checkClients,
  checkEndpointDetection,
  checkFailoverRouting,
  KNOWN_ACTIVE_PASSIVE_OPTIONS,
  KNOWN_CLIENT_OPTIONS,
} from './failover-limits';
import { normalName } from '../private/dns-name';
import { type ActivePassiveOptions, type ClientOptions } from './failover-options';
import { type FailoverConfig, type FailoverRegion } from './region-record';
import { type IRegionalEndpoint } from './regional-endpoint';
import { Routing } from './routing';

/** What notices the loss of a region, what leads clients away, and how they behave. */
export interface FailoverParts extends ClientOptions {
  /**
   * What tells DNS that a region is unhealthy.
   *
   * @default Detection.endpoint()
   */
  readonly detection?: Detection;

  /**
   * Which records lead clients to the regions.
   *
   * @default Routing.failover()
   */
  readonly routing?: Routing;
}

/** How a service in which every region answers leads clients to them, and how fast they leave a lost one. */
export interface ActiveActiveOptions extends ClientOptions {
  /**
   * How clients are shared out: `Routing.latency()` or `Routing.weighted(…)`.
   *
   * @default - Routing.weighted(): each region gets an equal share
   */
  readonly routing?: Routing;

  /**
   * What tells DNS that a region is unhealthy.
   *
   * @default Detection.endpoint()
   */
  readonly detection?: Detection;

  /**
   * Time that resolvers may keep an answer. A failover name at the apex of its zone has 60 s whatever is given here.
   *
   * @default - that of the routing
   */
  readonly ttl?: Duration;
}

const KNOWN_FAILOVER_PARTS: PropKinds<FailoverParts> = {
  ...KNOWN_CLIENT_OPTIONS,
  detection: objectWith('_timing', 'Detection, such as Detection.endpoint()'),
  routing: objectWith('_withTtl', 'Routing, such as Routing.failover()'),
};
const KNOWN_ACTIVE_ACTIVE_OPTIONS: PropKinds<ActiveActiveOptions> = { ...KNOWN_FAILOVER_PARTS, ttl: duration };

/**
 * How the loss of a region is noticed (`Detection`) and how clients are led away from it (`Routing`).
 *
 * A value: it knows the longest time that a failover takes with it (`timing`) before anything is created.
 */
export abstract class Failover {
  /**
   * DNS answers with the primary region while it is healthy, and with the standby otherwise. When the primary is healthy
   * again, traffic returns to it by itself. While both are unhealthy, Route 53 answers as if both were healthy.
   *
   * The same as `Failover.of` with `Detection.endpoint` and `Routing.failover`.
   */
  static activePassive(options: ActivePassiveOptions = {}): Failover {
    validateProps('Failover.activePassive', options, KNOWN_ACTIVE_PASSIVE_OPTIONS, problems => {
      checkEndpointDetection(options, problems);
      checkFailoverRouting(options, problems);
      checkClients(options, problems);
    });
    const { interval, failureThreshold, ttl, ...clients } = options;
    return new DnsFailover({
      ...clients,
      detection: Detection.endpoint({ interval, failureThreshold }),
      routing: Routing.failover({ ttl }),
    });
  }

  /**
   * Every healthy region answers, as the routing shares clients out, and the others carry the load of a lost one. When it is
   * healthy again, its share returns by itself. While none is healthy, Route 53 answers as if all were.
   *
   * The same as `Failover.of` with a `Routing` that leads clients to every region.
   */
  static activeActive(options: ActiveActiveOptions = {}): Failover {
    validateProps('Failover.activeActive', options, KNOWN_ACTIVE_ACTIVE_OPTIONS, problems => {
      checkFailoverRouting(options, problems);
      checkClients(options, problems);
      if (options.routing?._policy === 'failover') {
        problems.add(
          'RoutingUnsupported',
          '"routing" is Routing.failover(), which leads every client to one region; give Routing.weighted() or Routing.latency(), or use Failover.activePassive()',
        );
      }
    });
    const { ttl, routing = Routing.weighted(), ...others } = options;
    return new DnsFailover({ ...others, routing: ttl ? routing._withTtl(ttl) : routing });
  }

  /** A failover of parts that are chosen one by one. */
  static of(parts: FailoverParts): Failover {
    validateProps('Failover.of', parts, KNOWN_FAILOVER_PARTS, problems => checkClients(parts, problems));
    return new DnsFailover(parts);
  }

  /** What tells DNS that a region is unhealthy. */
  abstract readonly detection: Detection;

  /** Which records lead clients to the regions. */
  abstract readonly routing: Routing;

  /** Time that resolvers may keep an answer. */
  abstract readonly ttl: Duration;

  /** Longest time that a failover takes, and the arithmetic behind it. */
  abstract readonly timing: FailoverTiming;

  /** Time after which clients give up a request and try again. */
  abstract readonly clientTimeout: Duration;

  /** Time that clients keep an answer beyond its TTL. */
  abstract readonly clientCache: Duration;

  /**
   * The same failover as it is for a name: at the apex of a zone only an alias record can be, and its TTL is 60 s.
   *
   * @param domainName the failover name
   * @param zoneName the hosted zone that it is in
   */
  abstract forName(domainName: string, zoneName: string): Failover;

  /**
   * The same failover as it is before an endpoint whose health route repeats its answers (`healthCache`): the failure of a
   * dependency is noticed that much later.
   *
   * @param endpoint the endpoint that health checkers ask
   */
  abstract forEndpoint(endpoint: IRegionalEndpoint): Failover;

  /**
   * Fails with `RtoTooShort`, with the arithmetic and the cheapest change that would do, when a failover may take longer.
   *
   * @param scope construct that promises the recovery time
   * @param rto longest time until the service answers again
   */
  abstract validateRto(scope: IConstruct, rto: Duration): void;

  /**
   * The cheapest change of these settings that meets a recovery time, these settings themselves where they meet it, or
   * nothing where DNS cannot; see `FailoverChanges.cheapest` for what is cheap. The cache of a health route is among what it
   * may shorten, and set at the health route.
   */
  abstract suggestFor(rto: Duration): Failover | undefined;

  /**
   * Fails where clients cannot be led to every one of the regions in the part that it plays.
   *
   * @internal
   */
  abstract _validate(scope: Construct, regions: Regions): void;

  /**
   * Makes the health check and the record of one region.
   *
   * @internal
   */
  abstract _bind(scope: Construct, region: FailoverRegion): FailoverConfig;
}

interface DnsFailoverParts extends FailoverParts {
  readonly healthCache?: Duration;
}

class DnsFailover extends Failover {
  readonly detection: Detection;
  readonly routing: Routing;
  readonly timing: FailoverTiming;
  readonly clientTimeout: Duration;
  readonly clientCache: Duration;
  private readonly healthCache: Duration;

  constructor(parts: DnsFailoverParts) {
    super();
    this.detection = parts.detection ?? Detection.endpoint();
    this.routing = parts.routing ?? Routing.failover();
    this.clientTimeout = parts.clientTimeout ?? Duration.seconds(5);
    this.clientCache = parts.clientCache ?? Duration.seconds(0);
    this.healthCache = parts.healthCache ?? Duration.seconds(0);
    this.timing = new FailoverTiming(this.settings);
  }

  get ttl(): Duration {
    return this.routing.ttl;
  }

  forName(domainName: string, zoneName: string): Failover {
    const isApex = normalName(domainName) === normalName(zoneName);
    return isApex ? this.changed({ routing: this.routing._withTtl(Duration.seconds(DNS.aliasTtlSeconds)) }) : this;
  }

  forEndpoint({ healthCache }: IRegionalEndpoint): Failover {
    return healthCache ? this.changed({ healthCache }) : this;
  }

  validateRto(scope: IConstruct, rto: Duration): void {
    if (rto.isUnresolved() || this.timing.rtoSeconds <= rto.toSeconds({ integral: false })) return;
    const seconds = rto.toSeconds({ integral: false });
    const change = FailoverChanges.cheapest(this.settings, seconds);
    fail(
      scope,
      'RtoTooShort',
      `the objective is an RTO of ${seconds} s, and a failover by DNS may take ${this.timing.formula}; ` +
        (change
          ? `${change.description}: ${change.formula}`
          : `no setting of the health check and the TTL meets it: promise ${FailoverChanges.leastRtoSeconds(this.settings)} s or more, or shorten the clients' timeout`),
    );
  }

  suggestFor(rto: Duration): Failover | undefined {
    if (this.timing.rtoSeconds <= rto.toSeconds({ integral: false })) return this;
    const settings = FailoverChanges.cheapest(this.settings, rto.toSeconds({ integral: false }))?.settings;
    if (!settings) return undefined;
    const { intervalSeconds, failureThreshold, ttlSeconds, healthCacheSeconds = 0 } = settings;
    return this.changed({
      healthCache: Duration.seconds(healthCacheSeconds),
      detection: Detection.endpoint({ interval: Duration.seconds(intervalSeconds), failureThreshold }),
      routing: this.routing._withTtl(Duration.seconds(ttlSeconds)),
    });
  }

  _validate(scope: Construct, regions: Regions): void {
    this.routing._validate(scope, regions);
  }

  _bind(scope: Construct, region: FailoverRegion): FailoverConfig {
    const healthCheck = this.detection._bind(scope, region.endpoint);
    return { healthCheck, record: this.routing._bind(scope, region, healthCheck) };
  }

  private get settings(): FailoverTimingProps {
    return {
      ...this.detection._timing(),
      ttlSeconds: this.ttl.toSeconds(),
      clientRetrySeconds: this.clientTimeout.toSeconds({ integral: false }),
      clientCacheSeconds: this.clientCache.toSeconds({ integral: false }),
      healthCacheSeconds: this.healthCache.toSeconds({ integral: false }),
    };
  }

  private changed(change: Pick<DnsFailoverParts, 'detection' | 'routing' | 'healthCache'>): Failover {
    const { detection, routing, clientTimeout, clientCache, healthCache } = this;
    return new DnsFailover({ detection, routing, clientTimeout, clientCache, healthCache, ...change });
  }
}
