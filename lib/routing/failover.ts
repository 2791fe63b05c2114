import { Duration } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { FailoverChanges, FailoverTiming, type FailoverTimingProps } from '../objectives';
import { fail } from '../private/errors';
import { objectWith, validateProps, type PropKinds } from '../private/props';
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
import { type FailoverConfig, type FailoverRegion } from './failover-region';
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

const KNOWN_PROPS: PropKinds<FailoverParts> = {
  ...KNOWN_CLIENT_OPTIONS,
  detection: objectWith('_timing', 'Detection, such as Detection.endpoint()'),
  routing: objectWith('_atApex', 'Routing, such as Routing.failover()'),
};

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

  /** A failover of parts that are chosen one by one. */
  static of(parts: FailoverParts): Failover {
    validateProps('Failover.of', parts, KNOWN_PROPS, problems => checkClients(parts, problems));
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
   * Fails with `RegionsUnsupported` where clients cannot be led to every one of the regions.
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
    return isApex ? this.changed({ routing: this.routing._atApex() }) : this;
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
      routing: Routing.failover({ ttl: Duration.seconds(ttlSeconds) }),
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
