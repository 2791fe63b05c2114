import { Annotations } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { flag, validateProps, type PropKinds } from '../private/props';

/** What travels with the objects of a replicated bucket. */
export interface TwoWayReplicationOptions {
  /**
   * Whether an object that is deleted in one region disappears in the other as well. Its versions stay in both until they
   * expire; the deletion of a version is never replicated.
   *
   * @default true
   */
  readonly deleteMarkers?: boolean;
}

const KNOWN_PROPS: PropKinds<TwoWayReplicationOptions> = { deleteMarkers: flag };

/** What replicates the objects of a bucket. @internal */
export interface ReplicationConfig {
  readonly deleteMarkers: boolean;
  /** Whether what is on the buckets is taken off, in place of put there. */
  readonly stops: boolean;
}

/** Whether and how the objects of a `ReplicatedBucket` travel between its regions. */
export abstract class Replication {
  /**
   * Each region's bucket replicates to the other, within 15 minutes for 99.9 % of the objects (S3 Replication Time
   * Control); after a failover, what was written in the standby returns to the primary by itself.
   */
  static twoWay(options: TwoWayReplicationOptions = {}): Replication {
    validateProps('Replication.twoWay', options, KNOWN_PROPS);
    return new TwoWay(options.deleteMarkers ?? true);
  }

  /** Objects stay in the region in which they were written; synthesis warns that they are lost with it. */
  static none(): Replication {
    return new NoReplication();
  }

  /**
   * The end of `twoWay`: within five minutes the replication is taken off the buckets, which CloudFormation knows nothing
   * of. Deploy it once before `none`, before you leave "replicaRegion" out, and before you destroy one region's stack.
   * Synthesis warns as with `none`.
   */
  static stopped(): Replication {
    return new StoppedReplication();
  }

  /** Whether objects travel at all. */
  abstract readonly enabled: boolean;

  /** Whether deletions travel too. */
  abstract readonly deleteMarkers: boolean;

  /**
   * What replicates between the buckets of the regions; nothing, with a warning, where they stay apart.
   *
   * @internal
   */
  abstract _bind(scope: Construct, regions: readonly string[]): ReplicationConfig | undefined;
}

class TwoWay extends Replication {
  readonly enabled = true;

  constructor(readonly deleteMarkers: boolean) {
    super();
  }

  _bind(scope: Construct, regions: readonly string[]): ReplicationConfig | undefined {
    if (regions.length > 1) return { deleteMarkers: this.deleteMarkers, stops: false };
    warnOfLoss(scope, 'give "replicaRegion"');
    return undefined;
  }
}

class NoReplication extends Replication {
  readonly enabled = false;
  readonly deleteMarkers = false;

  _bind(scope: Construct): undefined {
    warnOfLoss(
      scope,
      'use Replication.twoWay(). A bucket that was replicated before keeps its replication, which fails from now on: deploy Replication.stopped() first, or run "aws s3api delete-bucket-replication --bucket <name>" in each region',
    );
    return undefined;
  }
}

class StoppedReplication extends Replication {
  readonly enabled = false;
  readonly deleteMarkers = false;

  _bind(scope: Construct, regions: readonly string[]): ReplicationConfig | undefined {
    warnOfLoss(scope, 'use Replication.twoWay(), or Replication.none() once this was deployed for five minutes');
    return regions.length > 1 ? { deleteMarkers: false, stops: true } : undefined;
  }
}

function warnOfLoss(scope: Construct, fix: string): void {
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:noReplication',
    `objects stay in the region in which they were written, and are lost with it; ${fix}`,
  );
}
