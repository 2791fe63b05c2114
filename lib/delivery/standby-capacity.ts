import { Annotations, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { PROVISIONED_CONCURRENCY } from '../limits/auto-scaling';
import { type Problems } from '../private/errors';

/** What is ready in a region that only a failover brings users to. */
export abstract class StandbyCapacity {
  /** The same as where the users are: nobody waits after a failover. */
  static same(): StandbyCapacity {
    return new Given(undefined);
  }

  /** So many executions at all hours, and more as the load comes. Synthesis warns that the first users of a failover wait. */
  static minimum(min: number): StandbyCapacity {
    return new Given(min);
  }

  /** Nothing: after a failover each user waits for a cold start. Synthesis warns about it. */
  static none(): StandbyCapacity {
    return new Nothing();
  }

  /**
   * Records what Lambda would refuse.
   *
   * @internal
   */
  abstract _check(max: number, problems: Problems): void;

  /**
   * Least executions of a standby at all hours; undefined where they are as in the region that serves, null where there are
   * none. Warns where they are fewer.
   *
   * @internal
   */
  abstract _bind(target: Construct): number | undefined | null;
}

class Given extends StandbyCapacity {
  constructor(private readonly min: number | undefined) {
    super();
  }

  _check(max: number, problems: Problems): void {
    if (this.min === undefined || Token.isUnresolved(this.min) || Token.isUnresolved(max)) return;
    const { least } = PROVISIONED_CONCURRENCY;
    if (Number.isInteger(this.min) && this.min >= least && this.min <= max) return;
    problems.add('ScalingCapacityOutOfRange', `standby has ${this.min}; give a whole number, from ${least} to ${max}`);
  }

  _bind(target: Construct): number | undefined {
    if (this.min !== undefined) {
      warn(
        target,
        `has ${this.min} executions ready, so that the users of a failover beyond them wait for cold starts`,
      );
    }
    return this.min;
  }
}

class Nothing extends StandbyCapacity {
  _check(_max: number, _problems: Problems): void {}

  _bind(target: Construct): null {
    warn(target, 'has no execution ready, so that all users of a failover wait for cold starts');
    return null;
  }
}

function warn(target: Construct, what: string): void {
  Annotations.of(target).addWarningV2(
    'cdk-resilient-serverless:standbyColder',
    `"${target.node.path}" of the standby ${what}; use StandbyCapacity.same()`,
  );
}
