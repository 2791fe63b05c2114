import { type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';

/** Where a name has to lead so that an endpoint answers under it. */
export interface NameTarget {
  /** DNS name that the failover name leads to. */
  readonly dnsName: string;

  /** Id of the hosted zone of that DNS name, as an alias record needs it. */
  readonly hostedZoneId: string;

  /**
   * Whether it has addresses of IPv6 too, so that the apex of a zone needs a record for them.
   *
   * @default false
   */
  readonly answersIpv6?: boolean;
}

/**
 * What answers requests in one region and can be put behind a failover name: an `HttpEndpoint`, or an endpoint of yours.
 */
export interface IRegionalEndpoint extends IConstruct {
  /** Host name of the region that health checkers ask; never the failover name. */
  readonly regionalDomainName: string;

  /** Path that health checkers ask: it answers 2xx or 3xx within 2 s while the region can serve. */
  readonly healthPath: string;

  /**
   * Time that the health path goes on with an answer after what it asks has failed, as one with a cache does. The recovery
   * time counts it.
   *
   * @default - each answer is a new one
   */
  readonly healthCache?: Duration;

  /**
   * Longest time that the health path says of a region which comes back that it cannot serve yet, once a name leads to it; 0
   * where it serves at once on purpose.
   *
   * @default - a region serves as soon as it can
   */
  readonly longestHold?: Duration;

  /** Requests of health checkers. */
  metricHealthRequests(options?: MetricOptions): Metric;

  /**
   * Makes the endpoint answer under a name too.
   *
   * @param scope where to create what that takes
   * @param domainName the failover name
   * @param certificate certificate for the name, of the endpoint's region
   */
  attachName(scope: Construct, domainName: string, certificate: ICertificate): NameTarget;
}
