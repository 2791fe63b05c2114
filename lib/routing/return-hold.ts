import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type Alarms } from '../observability';
import { expectsTraffic } from '../regions/regional-scope';
import { type Health } from './health';
import { heartbeatAlarm } from './heartbeat-hold';

/** What an endpoint holds its region by. */
interface ReturnHoldProps {
  readonly health: Health;
  readonly healthFunction: Function | undefined;
  readonly alarms: Alarms;
}

/** Holds an endpoint's region when it comes back, from the moment on that something leads users to the endpoint. */
export class ReturnHold {
  private longestHold?: Duration;

  constructor(
    private readonly endpoint: Construct,
    private readonly props: ReturnHoldProps,
  ) {}

  /** Longest time that the region is held, 0 where somebody wants that; undefined where nobody said anything, or it stands by. */
  get longest(): Duration | undefined {
    return expectsTraffic(this.endpoint) ? this.longestHold : undefined;
  }

  /**
   * Makes the health function write heartbeats, which are young only where health checkers ask. Returns the alarm on their
   * age where they begin, and nothing when they have begun already.
   */
  begin(isNamed: boolean): Alarm[] {
    const { health, healthFunction, alarms } = this.props;
    if (this.longestHold || !healthFunction) return [];
    this.longestHold = health._hold(healthFunction, isNamed);
    return this.longestHold?.toSeconds()
      ? alarms._bind(this.endpoint, [heartbeatAlarm(this.endpoint, healthFunction)])
      : [];
  }
}
