import { type Construct } from 'constructs';
import { type Problems } from '../private/errors';
import { checkRegion, type FaultConfig, type FaultKind } from './fault-action';
import { delayOf, errorOf, responseOf, timeOutOf } from './invocation-fault';
import { bucketPauseOf, tablePauseOf } from './replication-fault';
import {
  type InvocationFaultOptions,
  type InvocationDelayOptions,
  type InvocationErrorOptions,
  type InvocationResponseOptions,
  type TableReplicationFaultOptions,
  type BucketReplicationFaultOptions,
} from './fault-options';

/**
 * What a `FaultExperiment` does to an app.
 *
 * Each fault fails at once, all that is wrong with it together, where AWS Fault Injection Service would refuse it or find
 * nothing to do.
 */
export abstract class Fault {
  /**
   * Invocations begin late, as if a dependency were slow. The time is billed.
   *
   * Fails with `FaultTargetsOutOfRange`, `FaultTargetUnsupported`, `FaultPercentageOutOfRange`, `FaultDelayOutOfRange` or `FaultDelayTooLong`.
   */
  static delayInvocations(options: InvocationDelayOptions): Fault {
    return new FaultOfKind(delayOf(options));
  }

  /**
   * Invocations wait until Lambda ends them. The time is billed.
   *
   * Fails with `FaultTargetsOutOfRange`, `FaultTargetUnsupported` or `FaultPercentageOutOfRange`.
   */
  static timeOutInvocations(options: InvocationFaultOptions): Fault {
    return new FaultOfKind(timeOutOf(options));
  }

  /**
   * Invocations end with an error: retries, dead letters and alarms have to do what they are there for.
   *
   * Fails with `FaultTargetsOutOfRange`, `FaultTargetUnsupported` or `FaultPercentageOutOfRange`.
   */
  static failInvocations(options: InvocationErrorOptions): Fault {
    return new FaultOfKind(errorOf(options));
  }

  /**
   * Invocations by an API or a load balancer answer with a status. With the health function of an endpoint and 503, Route
   * 53 takes the region out of DNS.
   *
   * Fails with `FaultTargetsOutOfRange`, `FaultTargetUnsupported`, `FaultPercentageOutOfRange` or `FaultStatusCodeOutOfRange`.
   */
  static answerInvocations(options: InvocationResponseOptions): Fault {
    return new FaultOfKind(responseOf(options));
  }

  /**
   * Nothing is replicated between the experiment's region and the others; what was written meanwhile follows afterwards.
   * DynamoDB takes up to five minutes until it has stopped.
   *
   * Fails with `FaultTargetsOutOfRange` or `TablePauseUnsupported`.
   */
  static pauseTableReplication(options: TableReplicationFaultOptions): Fault {
    return new FaultOfKind(tablePauseOf(options));
  }

  /**
   * New objects are not replicated to a region; they follow afterwards. What was there before may go on for up to an hour.
   *
   * Fails with `FaultTargetsOutOfRange`, `FaultTargetUnsupported` or `RegionUnknown`.
   */
  static pauseBucketReplication(options: BucketReplicationFaultOptions): Fault {
    return new FaultOfKind(bucketPauseOf(options));
  }

  /**
   * Records targets that an experiment cannot reach.
   *
   * @internal
   */
  abstract _check(experiment: Construct, problems: Problems): void;

  /**
   * Prepares the targets for an experiment.
   *
   * @internal
   */
  abstract _bind(experiment: Construct): FaultConfig;
}

class FaultOfKind extends Fault {
  constructor(private readonly kind: FaultKind) {
    super();
  }

  _check(experiment: Construct, problems: Problems): void {
    for (const target of this.kind.targets) checkRegion(experiment, target, problems);
  }

  _bind(experiment: Construct): FaultConfig {
    const { summary, targets, onset } = this.kind;
    return { ...this.kind.bind(experiment), summary, targets, onset };
  }
}
