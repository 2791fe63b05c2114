import { Annotations, Duration } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { FailoverChanges, FailoverTiming, type FailoverTimingProps } from '../objectives';
import { fail, Problems } from '../private/errors';
import { isWholeWithin } from '../limits/range';
import { DNS, HEALTH_CHECK } from '../limits/route53';
import { type Regions } from '../regions';
import { normalisedName } from './hosted-zone';
import { checkKnownProps, type KnownProps } from '../private/props';

/** Options of `Failover.activePassive`. */
export interface ActivePassiveOptions {
  /**
   * Time that a health checker waits after an answer before it asks again: 10 s, or 30 s for a third of the price.
   *
   * Changing it replaces the health check, because Route 53 fixes it at creation.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * Answers in a row that have to fail before the region is unhealthy, 1 to 10. One makes a failover of every hiccup.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * Time that resolvers may keep an answer. A failover name at the apex of its zone has 60 s whatever is given here.
   *
   * @default Duration.seconds(30)
   */
  readonly ttl?: Duration;

  /**
   * Time that the service's clients wait on a region that does not answer before they try again.
   *
   * @default Duration.seconds(5)
   */
  readonly clientTimeout?: Duration;

  /**
   * Time that the service's clients keep an address beyond its TTL, as some runtimes do.
   *
   * @default Duration.seconds(0)
   */
  readonly clientCache?: Duration;
}

const KNOWN: KnownProps<ActivePassiveOptions> = {
  interval: true,
  failureThreshold: true,
  ttl: true,
  clientTimeout: true,
  clientCache: true,
};

/**
 * How the loss of a region is noticed and how clients are led away from it.
 *
 * A value: it creates nothing, and it knows the longest time that a failover takes with it (`timing`).
 */
export class Failover {
  /**
   * DNS answers with the primary region while it is healthy, and with the standby otherwise. When the primary is healthy
   * again, traffic returns to it by itself. While both are unhealthy, Route 53 answers as if both were healthy.
   */
  static activePassive(options: ActivePassiveOptions = {}): Failover {
    return new Failover(options);
  }

  /** Time that a health checker waits between two probes. */
  readonly interval: Duration;

  /** Probes in a row that have to fail. */
  readonly failureThreshold: number;

  /** Time that resolvers may keep an answer. */
  readonly ttl: Duration;

  /** Longest time that a failover takes, and the arithmetic behind it. */
  readonly timing: FailoverTiming;

  /** Time after which clients give up a request and try again. */
  readonly clientTimeout: Duration;

  /** Time that clients keep an answer beyond its TTL. */
  readonly clientCache: Duration;

  private constructor(options: ActivePassiveOptions) {
    validateOptions(options);
    this.interval = options.interval ?? Duration.seconds(10);
    this.failureThreshold = options.failureThreshold ?? 3;
    this.ttl = options.ttl ?? Duration.seconds(30);
    this.clientTimeout = options.clientTimeout ?? Duration.seconds(5);
    this.clientCache = options.clientCache ?? Duration.seconds(0);
    this.timing = new FailoverTiming(this.settings);
  }

  /**
   * The same failover as it is for a name: at the apex of a zone only an alias record can be, and its TTL is 60 s.
   *
   * @param domainName the failover name
   * @param zoneName the hosted zone that it is in
   */
  forName(domainName: string, zoneName: string): Failover {
    const isApex = normalisedName(domainName) === normalisedName(zoneName);
    return isApex ? this.changed({ ttl: Duration.seconds(DNS.aliasTtlSeconds) }) : this;
  }

  /**
   * Throws `RtoUnreachable`, with the arithmetic and the cheapest change that would do, when a failover may take longer.
   *
   * @param scope construct that promises the recovery time
   * @param rto longest time until the service answers again
   */
  requireWithin(scope: IConstruct, rto: Duration): void {
    if (rto.isUnresolved() || this.timing.rtoSeconds <= rto.toSeconds({ integral: false })) return;
    const seconds = rto.toSeconds({ integral: false });
    const change = FailoverChanges.cheapest(this.settings, seconds);
    fail(
      scope,
      'RtoUnreachable',
      `the objective is an RTO of ${seconds} s, and a failover by DNS may take ${this.timing.formula}; ` +
        (change
          ? `${change.description}: ${change.formula}`
          : `no setting of the health check and the TTL meets it: promise ${FailoverChanges.leastRtoSeconds(this.settings)} s or more, or shorten the clients' timeout`),
    );
  }

  /**
   * The cheapest change of these settings that meets a recovery time, these settings themselves where they meet it, or
   * nothing where DNS cannot; see `FailoverChanges.cheapest` for what is cheap.
   */
  suggestFor(rto: Duration): Failover | undefined {
    if (this.timing.rtoSeconds <= rto.toSeconds({ integral: false })) return this;
    const change = FailoverChanges.cheapest(this.settings, rto.toSeconds({ integral: false }));
    return (
      change &&
      this.changed({
        interval: Duration.seconds(change.settings.intervalSeconds),
        failureThreshold: change.settings.failureThreshold,
        ttl: Duration.seconds(change.settings.ttlSeconds),
      })
    );
  }

  /**
   * Throws `UnroutableRegions` where the records of this failover cannot lead clients to every one of the regions.
   *
   * @internal
   */
  _requireRoutable(scope: IConstruct, regions: Regions): void {
    const given = regions.all.map(region => `"${region}"`).join(', ');
    if (regions.standbys.length === 0) {
      fail(
        scope,
        'UnroutableRegions',
        `the regions ${given} are active/active, and Failover.activePassive leads every client to one of them; ` +
          'give Regions.activePassive(…), or leave "domain" out and route to the regional endpoints yourself',
      );
    }
    if (regions.standbys.length > 1) {
      fail(
        scope,
        'UnroutableRegions',
        `there are ${regions.all.length} regions (${given}), and Route 53 has two failover records for a name, PRIMARY and SECONDARY, so no client would reach the others; ` +
          'name two regions, or leave "domain" out and route to the regional endpoints yourself',
      );
    }
  }

  /**
   * Warns of what deploys and is weaker than it looks.
   *
   * @internal
   */
  _warn(scope: IConstruct): void {
    const ttl = this.ttl.toSeconds();
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

  private get settings(): FailoverTimingProps {
    return {
      intervalSeconds: this.interval.toSeconds(),
      failureThreshold: this.failureThreshold,
      ttlSeconds: this.ttl.toSeconds(),
      clientRetrySeconds: this.clientTimeout.toSeconds({ integral: false }),
      clientCacheSeconds: this.clientCache.toSeconds({ integral: false }),
    };
  }

  private changed(change: ActivePassiveOptions): Failover {
    return new Failover({
      interval: change.interval ?? this.interval,
      failureThreshold: change.failureThreshold ?? this.failureThreshold,
      ttl: change.ttl ?? this.ttl,
      clientTimeout: this.clientTimeout,
      clientCache: this.clientCache,
    });
  }
}

function validateOptions(options: ActivePassiveOptions): void {
  const problems = new Problems('Failover.activePassive');
  checkKnownProps(options, KNOWN, problems);
  const { interval, failureThreshold = 3, ttl, clientTimeout, clientCache } = options;
  if (
    interval !== undefined &&
    (!isKnown(interval) || !HEALTH_CHECK.intervalsSeconds.includes(interval.toSeconds({ integral: false })))
  ) {
    problems.add(
      'InvalidHealthInterval',
      `"interval" is ${shown(interval)}; Route 53 probes every 10 s or every 30 s, give Duration.seconds(10) or Duration.seconds(30)`,
    );
  }
  if (!isWholeWithin(failureThreshold, HEALTH_CHECK.failureThreshold)) {
    problems.add(
      'InvalidFailureThreshold',
      `"failureThreshold" is ${failureThreshold}; Route 53 takes a whole number from 1 to 10`,
    );
  }
  if (ttl !== undefined && (!isKnown(ttl) || !Number.isInteger(ttl.toSeconds({ integral: false })))) {
    problems.add('InvalidTtl', `"ttl" is ${shown(ttl)}; DNS counts in whole seconds`);
  }
  for (const [name, duration] of Object.entries({ clientTimeout, clientCache })) {
    if (duration !== undefined && !isKnown(duration)) {
      problems.add(
        'InvalidTiming',
        `"${name}" is only known at deployment (it is a token), and the recovery time is computed before; give a plain duration`,
      );
    }
  }
  problems.throwIfAny();
}

function isKnown(duration: Duration): boolean {
  return !duration.isUnresolved();
}

function shown(duration: Duration | undefined): string {
  if (duration === undefined) return 'missing';
  return duration.isUnresolved()
    ? 'only known at deployment (a token)'
    : `${duration.toSeconds({ integral: false })} s`;
}
