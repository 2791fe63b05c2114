import { type Duration } from 'aws-cdk-lib/core';
import { type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { type Failover } from '../routing';
import { type Regions } from '../regions';

/** Properties of a `ResilientService`. */
export interface ResilientServiceProps {
  /** Regions that the service runs in. */
  readonly regions: Regions;

  /**
   * Account that it runs in.
   *
   * @default - the account of the credentials that deploy it
   */
  readonly account?: string;

  /**
   * Name that clients use and that fails over between the regions.
   *
   * @default - every region has its endpoint, and nothing leads clients from one to the other (warns)
   */
  readonly domain?: ServiceDomain;

  /**
   * How fast a region is found unhealthy and how fast clients follow.
   *
   * @default Failover.activePassive()
   */
  readonly failover?: Failover;

  /**
   * Recovery objectives. Synth fails where the failover cannot meet the RTO.
   *
   * @default - nothing is promised: bounds are computed and not judged
   */
  readonly objectives?: RecoveryObjectives;

  /**
   * E-mail addresses that every alarm of every region goes to.
   *
   * @default - nobody: alarms are sent to a topic per region that has no subscriber (warns)
   */
  readonly operators?: string[];
}

/** The name under which clients find the service, in a public hosted zone that exists already. */
export interface ServiceDomain {
  /** Name that fails over, such as "files.example.com". */
  readonly name: string;

  /**
   * Id of the public hosted zone, such as "Z0123456789ABCDEFGHIJ". Zones are not looked up: a look-up would need the network
   * at synth.
   *
   * @default - `zone` is given
   */
  readonly hostedZoneId?: string;

  /**
   * Name of the hosted zone, such as "example.com".
   *
   * @default - `zone` is given
   */
  readonly zoneName?: string;

  /**
   * The public hosted zone in place of its id and name, imported by them. One that a stack of this app makes is refused,
   * because the regions would not deploy without that stack; so is a private one.
   *
   * @default - `hostedZoneId` and `zoneName` are given
   */
  readonly zone?: IHostedZone;
}

/** What a service promises to its users; checked at synth, and measured by the drill. */
export interface RecoveryObjectives {
  /** Longest time until the service answers again after a region is gone (recovery time objective). */
  readonly rto: Duration;

  /**
   * Longest span of acknowledged work that may be lost with a region (recovery point objective).
   *
   * @default - no objective: the drill measures it and does not judge it
   */
  readonly rpo?: Duration;
}

/** The name under which clients find the service, in a public hosted zone that exists already. */
export interface ServiceDomain {
  /** Name that fails over, such as "files.example.com". */
  readonly name: string;

  /**
   * Id of the public hosted zone, such as "Z0123456789ABCDEFGHIJ". Zones are not looked up: a look-up would need the network
   * at synth.
   *
   * @default - `zone` is given
   */
  readonly hostedZoneId?: string;

  /**
   * Name of the hosted zone, such as "example.com".
   *
   * @default - `zone` is given
   */
  readonly zoneName?: string;

  /**
   * The public hosted zone in place of its id and name, imported by them. One that a stack of this app makes is refused,
   * because the regions would not deploy without that stack; so is a private one.
   *
   * @default - `hostedZoneId` and `zoneName` are given
   */
  readonly zone?: IHostedZone;
}

/** Properties of a `ResilientService`. */
export interface ResilientServiceProps {
  /** Regions that the service runs in. */
  readonly regions: Regions;

  /**
   * Account that it runs in.
   *
   * @default - the account of the credentials that deploy it
   */
  readonly account?: string;

  /**
   * Name that clients use and that fails over between the regions.
   *
   * @default - every region has its endpoint, and nothing leads clients from one to the other (warns)
   */
  readonly domain?: ServiceDomain;

  /**
   * How fast a region is found unhealthy and how fast clients follow.
   *
   * @default Failover.activePassive()
   */
  readonly failover?: Failover;

  /**
   * Recovery objectives. Synth fails where the failover cannot meet the RTO.
   *
   * @default - nothing is promised: bounds are computed and not judged
   */
  readonly objectives?: RecoveryObjectives;

  /**
   * E-mail addresses that every alarm of every region goes to.
   *
   * @default - nobody: alarms are sent to a topic per region that has no subscriber (warns)
   */
  readonly operators?: string[];
}
