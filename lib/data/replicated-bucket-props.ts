import { type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { type Alarms } from '../observability';
import { type Replication } from './replication';

/** Where the buckets are, how they replicate, and how they are encrypted and kept. */
export interface ReplicatedBucketProps {
  /**
   * Region of the peer bucket, in a stack that belongs to no service. That stack makes a `ReplicatedBucket` of the same
   * path and of this region. Below a service the regions are the service's.
   *
   * @default - the other regions of the service; none in a stack that belongs to no service (warns)
   */
  readonly replicaRegion?: string;

  /**
   * Whether and how objects travel.
   *
   * @default Replication.twoWay()
   */
  readonly replication?: Replication;

  /**
   * How long versions stay that were overwritten or deleted.
   *
   * @default Duration.days(30)
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * ARNs of KMS keys by region, one for each region that has a bucket: `{ 'us-east-1': 'arn:aws:kms:us-east-1:…' }`. They
   * are text because each region is told the others' keys. Objects are replicated under the key of the region where they
   * arrive.
   *
   * @default - S3 encrypts with keys of its own
   */
  readonly encryptionKeyArns?: { [region: string]: string };

  /**
   * What becomes of the buckets when they leave the template. By default they stay, but for those of a first deployment
   * that failed: the next attempt makes them again.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Alarms on replication that fails or is late.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}
