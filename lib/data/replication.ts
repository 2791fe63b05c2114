import { flag, validateProps, type PropKinds } from '../private/props';

/** Options of `Replication.twoWay`. */
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

/** Whether and how the objects of a `ReplicatedBucket` travel between its regions. */
export class Replication {
  /**
   * Each region's bucket replicates to the other, within 15 minutes for 99.9 % of the objects (S3 Replication Time
   * Control); after a failover, what was written in the standby returns to the primary by itself.
   */
  static twoWay(options: TwoWayReplicationOptions = {}): Replication {
    validateProps('Replication.twoWay', options, KNOWN_PROPS);
    return new Replication(true, options.deleteMarkers ?? true);
  }

  /** Objects stay in the region in which they were written; synthesis warns that they are lost with it. */
  static none(): Replication {
    return new Replication(false, false);
  }

  private constructor(
    /** Whether objects travel at all. */
    readonly enabled: boolean,
    /** Whether deletions travel too. */
    readonly deleteMarkers: boolean,
  ) {}
}
