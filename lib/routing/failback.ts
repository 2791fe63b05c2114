import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { Annotations, Duration } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';
import { duration, validateProps, type PropKinds } from '../private/props';
import { expectsTraffic } from '../regions/regional-scope';
import { holdByHeartbeats } from './heartbeat-hold';

/** Replication that was behind took minutes on 2025-10-20; what takes a day needs a person. */
const [LEAST_HOLD_SECONDS, LONGEST_HOLD_SECONDS] = [60, 86_400];

/** How long a region that comes back is held out of service. */
export interface CatchUpOptions {
  /**
   * Longest time that the region is held, 1 minute to 1 day, so that another region that is gone does not hold it for
   * ever. While the others serve, holding it costs nothing; while none does, Route 53 answers as if all were healthy.
   *
   * @default Duration.hours(1)
   */
  readonly longestHold?: Duration;
}

const KNOWN_PROPS: PropKinds<CatchUpOptions> = { longestHold: duration };

/** When a region that was unhealthy serves again. */
export abstract class Failback {
  /**
   * When the writes of the other regions have reached its `tables`, and at the latest after `longestHold`. A standby is
   * never held.
   */
  static afterCatchUp(options: CatchUpOptions = {}): Failback {
    validateProps('Failback.afterCatchUp', options, KNOWN_PROPS, problems => checkHold(options, problems));
    return new AfterCatchUp(options.longestHold ?? Duration.hours(1));
  }

  /**
   * As soon as it answers. What the other regions acknowledged meanwhile may not have arrived, and is then overwritten in
   * every region by the writes that rely on its absence. Synthesis warns with `failbackAtOnce`.
   */
  static atOnce(): Failback {
    return new AtOnce();
  }

  /**
   * Records what does not fit the replicated tables that the health route asks.
   *
   * @internal
   */
  abstract _check(tables: readonly ITable[], problems: Problems): void;

  /**
   * Makes the function of a health route hold its region by heartbeats in these tables; the longest time of that, 0
   * where it does not.
   *
   * @internal
   */
  abstract _bind(healthFunction: Function, tables: readonly ITable[]): Duration;
}

class AfterCatchUp extends Failback {
  constructor(private readonly longestHold: Duration) {
    super();
  }

  _check(tables: readonly ITable[], problems: Problems): void {
    if (tables.length > 0) return;
    problems.add(
      'HealthHoldUnused',
      '"failback" is Failback.afterCatchUp(), and no part of a ReplicatedTable with other regions is among "tables", so there is nothing to wait for; give files.inRegion(stack), or leave "failback" out',
    );
  }

  _bind(healthFunction: Function, tables: readonly ITable[]): Duration {
    holdByHeartbeats(healthFunction, tables, this.longestHold);
    return this.longestHold;
  }
}

class AtOnce extends Failback {
  _check(_: readonly ITable[], __: Problems): void {
    // There is nothing to wait for, and nobody waits.
  }

  _bind(healthFunction: Function, tables: readonly ITable[]): Duration {
    if (expectsTraffic(healthFunction)) this.warn(healthFunction, tables);
    return Duration.seconds(0);
  }

  private warn(healthFunction: Function, tables: readonly ITable[]): void {
    Annotations.of(healthFunction).addWarningV2(
      'cdk-resilient-serverless:failbackAtOnce',
      `a region that comes back serves at once, before the writes of the others have reached "${tables[0].node.path}": what was acknowledged meanwhile is overwritten by writes that do not see it; ` +
        'leave "failback" at Failback.afterCatchUp()',
    );
  }
}

function checkHold({ longestHold }: CatchUpOptions, problems: Problems): void {
  if (longestHold === undefined) return;
  const seconds = longestHold.isUnresolved() ? NaN : longestHold.toSeconds({ integral: false });
  if (seconds >= LEAST_HOLD_SECONDS && seconds <= LONGEST_HOLD_SECONDS) return;
  problems.add(
    'HealthHoldOutOfRange',
    `"longestHold" is ${Number.isNaN(seconds) ? 'only known at deployment (a token)' : `${seconds} s`}; give ${LEAST_HOLD_SECONDS} to ${LONGEST_HOLD_SECONDS} s, such as Duration.minutes(30)`,
  );
}
