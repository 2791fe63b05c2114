import {
  Failover as RecordFailover,
  RecordSet,
  RecordTarget,
  RecordType,
  type IHealthCheck,
  type RecordSetOptions,
} from 'aws-cdk-lib/aws-route53';
import { Annotations, Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { DNS } from '../limits/route53';
import { fail } from '../private/errors';
import { validateProps } from '../private/props';
import { type Regions } from '../regions';
import { regionOf } from '../regions/regional-scope';
import { checkFailoverRouting, KNOWN_FAILOVER_ROUTING_OPTIONS } from './failover-limits';
import { FailoverRole, type FailoverRoutingOptions } from './failover-options';
import { type RegionRecord } from './failover-region';

/** Which records lead clients to the regions. */
export abstract class Routing {
  /** Two records: DNS answers with the primary region while it is healthy, and with the secondary otherwise. */
  static failover(options: FailoverRoutingOptions = {}): Routing {
    validateProps('Routing.failover', options, KNOWN_FAILOVER_ROUTING_OPTIONS, problems =>
      checkFailoverRouting(options, problems),
    );
    return new FailoverRouting(options.ttl ?? Duration.seconds(30));
  }

  /** Time that resolvers may keep an answer, below the apex of a zone. */
  abstract readonly ttl: Duration;

  /**
   * The same routing at the apex of a zone, where only an alias record can be.
   *
   * @internal
   */
  abstract _atApex(): Routing;

  /**
   * Fails with `RegionsUnsupported` where the records cannot lead clients to every one of the regions.
   *
   * @internal
   */
  abstract _validate(scope: Construct, regions: Regions): void;

  /**
   * Makes a region's record, and warns of what deploys and is weaker than it looks.
   *
   * @internal
   */
  abstract _bind(scope: Construct, region: RegionRecord, healthCheck: IHealthCheck): RecordSet;
}

class FailoverRouting extends Routing {
  constructor(readonly ttl: Duration) {
    super();
  }

  _atApex(): Routing {
    return new FailoverRouting(Duration.seconds(DNS.aliasTtlSeconds));
  }

  _validate(scope: Construct, regions: Regions): void {
    const given = regions.all.map(region => `"${region}"`).join(', ');
    if (regions.standbys.length === 0) {
      fail(
        scope,
        'RegionsUnsupported',
        `the regions ${given} are active/active, and failover records lead every client to one of them; ` +
          'give Regions.activePassive(…), or leave "domain" out and route to the regional endpoints yourself',
      );
    }
    if (regions.standbys.length > 1) {
      fail(
        scope,
        'RegionsUnsupported',
        `there are ${regions.all.length} regions (${given}), and Route 53 has two failover records for a name, PRIMARY and SECONDARY, so no client would reach the others; ` +
          'name two regions, or leave "domain" out and route to the regional endpoints yourself',
      );
    }
  }

  _bind(scope: Construct, { name, zone, role, target }: RegionRecord, healthCheck: IHealthCheck): RecordSet {
    this.warn(scope);
    const options: RecordSetOptions = {
      zone,
      recordName: `${name.name}.`,
      setIdentifier: regionOf(scope),
      failover: role === FailoverRole.PRIMARY ? RecordFailover.PRIMARY : RecordFailover.SECONDARY,
      healthCheck,
    };
    // A CNAME has a TTL of our choice and an alias has not, but the apex of a zone cannot be a CNAME.
    if (!name.isApex) {
      const recordTarget = RecordTarget.fromValues(target.dnsName);
      return new RecordSet(scope, 'Record', {
        ...options,
        recordType: RecordType.CNAME,
        target: recordTarget,
        ttl: this.ttl,
      });
    }
    const { dnsName, hostedZoneId } = target;
    const alias = RecordTarget.fromAlias({ bind: () => ({ dnsName, hostedZoneId, evaluateTargetHealth: true }) });
    if (target.answersIpv6) {
      new RecordSet(scope, 'Ipv6Record', { ...options, recordType: RecordType.AAAA, target: alias });
    }
    return new RecordSet(scope, 'Record', { ...options, recordType: RecordType.A, target: alias });
  }

  private warn(scope: Construct): void {
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
}
