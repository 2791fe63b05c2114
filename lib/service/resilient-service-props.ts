import { type Duration } from 'aws-cdk-lib/core';
import { type AlarmTopics } from '../observability';
import { type Failover, type ServiceDomain } from '../routing';
import { type Regions } from '../regions';

/** Where a service runs, under which name, and what it promises. */
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
   * @default - Failover.activePassive(), or Failover.activeActive() where every region answers
   */
  readonly failover?: Failover;

  /**
   * Recovery objectives. Synth fails where the failover cannot meet the RTO.
   *
   * @default - nothing is promised: bounds are computed and not judged
   */
  readonly objectives?: RecoveryObjectives;

  /**
   * Requests of users a second in all regions together, at the busiest. Synth warns where a region takes fewer than it gets
   * when another is lost.
   *
   * @default - nobody checks it (warns where every region answers)
   */
  readonly peakRequestsPerSecond?: number;

  /**
   * E-mail addresses that every alarm of every region goes to.
   *
   * @default - nobody: alarms are sent to a topic per region that has no subscriber (warns)
   */
  readonly operators?: string[];

  /**
   * Topics that are there already, one in each region, such as those of an incident tool. They take the place of
   * `operators`.
   *
   * @default - those of the app or stage, see `AlarmTopics.applyTo`; or else a topic is made in each region
   */
  readonly alarmTopics?: AlarmTopics;

  /**
   * Whether each region has a `ServiceAlarm`, which tells once of all that is wrong there.
   *
   * @default true
   */
  readonly serviceAlarm?: boolean;

  /**
   * Whether each region has a `ServiceDashboard`, which shows what its alarms look at beside the same of the other regions.
   *
   * @default false - a dashboard costs $3 a month
   */
  readonly dashboard?: boolean;
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
