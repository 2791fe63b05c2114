import { type Alarm, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type EventType,
  type IBucket,
  type IBucketNotificationDestination,
  type NotificationKeyFilter,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Annotations, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { Alarms } from '../observability';
import { accept } from '../private/accepted-findings';
import { type KeyArns, keyIn, checkKeys } from '../permissions/encryption-keys';
import { fail, Problems } from '../private/errors';
import { checkKnownRegion, checkOnePartition } from '../regions/known-regions';
import { regionalName } from '../private/names';
import { duration, objectWith, oneOf, options, text, validateProps, type PropKinds } from '../private/props';
import { regionalPart, showWarnings, regionalStacksOf } from '../regions/regional-part';
import { regionOf, RegionalScope } from '../regions/regional-scope';
import { S3 } from '../limits/s3';
import { claimName } from './name-claims';
import { isKept, KEPT } from './removal';
import { Replication } from './replication';
import { REPLICATION_RULE_ID, ReplicationKeeper } from './replication-keeper';
import { createReplicationRole } from './replication-role';

/** Where the buckets are, how they replicate, and how they are encrypted and kept. */
export interface ReplicatedBucketProps {
  /**
   * Region of the peer bucket, in a stack that belongs to no service. That stack makes a `ReplicatedBucket` of the same
   * path and of this region. Below a service the regions are the service's.
   *
   * @default - the other region of the service; none in a stack that belongs to no service (warns)
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
   * are text because each region is told the other's key. Objects are replicated under the key of the region where they
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

const KNOWN_PROPS: PropKinds<ReplicatedBucketProps> = {
  replicaRegion: text,
  replication: objectWith('deleteMarkers', 'Replication, such as Replication.twoWay()'),
  noncurrentVersionExpiration: duration,
  encryptionKeyArns: options,
  removalPolicy: oneOf(RemovalPolicy),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/**
 * A bucket in each of two regions, and every object in both.
 *
 * Guarantees buckets with versions, reached over TLS only, not public, encrypted by S3 or with keys of yours, and owned by
 * the account. Each has the region in its name, stays when its stack is deleted, and tells EventBridge of every change, so
 * that no custom resource is needed to listen.
 *
 * Creates, in each region that has a stack, the bucket, the role that S3 replicates with, alarms, and once a stack the
 * keeper that puts the replication on the bucket and corrects it. The keeper, because neither bucket can be created with a
 * replication to one that does not exist yet: see docs/adr/0003-two-way-replication.md.
 *
 * Does not replicate what was there before its peer was. Replication begins within five minutes of the second bucket.
 *
 * @example
 * const uploads = new ReplicatedBucket(service, 'Uploads');
 * uploads.inRegion(stack).grantRead(handler);
 */
export class ReplicatedBucket extends Construct {
  /** Regions that have a bucket, the home region first. */
  readonly regions: string[];

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  private readonly buckets = new Map<Stack, Bucket>();
  private readonly keyArns?: KeyArns;

  constructor(scope: Construct, id: string, props: ReplicatedBucketProps = {}) {
    super(scope, id);
    this.validateProps(props);
    this.regions = [...regionalStacksOf(this).map(regionOf), ...(props.replicaRegion ? [props.replicaRegion] : [])];
    this.validateRegions(props);
    this.keyArns = props.encryptionKeyArns;

    for (const stack of regionalStacksOf(this)) this.createBucket(stack, props);
    const replication = (props.replication ?? Replication.twoWay())._bind(this, this.regions);
    if (replication) {
      for (const stack of regionalStacksOf(this)) this.replicateFrom(stack, props, replication.deleteMarkers);
    }
    this.alarms = replication ? this.createAlarms(props.alarms ?? Alarms.recommended()) : [];
    this.warnWhereNotKept(props);
    showWarnings(this);
  }

  /** Name of the bucket in a region: the construct's path, the account and the region. */
  bucketNameIn(region: string): string {
    this.validateRegion(region);
    // Written out where it is known: CloudFormation adopts by such a name only.
    return regionalName(this, regionalStacksOf(this)[0].account, region, S3.bucketName.most);
  }

  /**
   * The bucket of a region, found by name outside of the stack that holds it.
   *
   * @param scope a stack of that region, or anything in it
   */
  inRegion(scope: IConstruct): IBucket {
    const stack = Stack.of(scope);
    const own = this.buckets.get(stack);
    if (own) return own;
    const bucketName = this.bucketNameIn(regionOf(stack));
    const part = regionalPart(this, stack);
    const existing = part.node.tryFindChild('Regional') as IBucket | undefined;
    if (existing) return existing;
    const encryptionKey = keyIn(part, this.keyArns, regionOf(stack));
    return Bucket.fromBucketAttributes(part, 'Regional', { bucketName, region: regionOf(stack), encryptionKey });
  }

  /**
   * Objects that could not be replicated out of a region; a metric of that region.
   *
   * @param sourceRegion region in which the objects were written
   */
  metricFailedReplications(sourceRegion: string, options?: MetricOptions): Metric {
    return this.metricReplication('OperationsFailedReplication', sourceRegion, { statistic: 'Sum', ...options });
  }

  /**
   * Seconds by which the other region is behind a region; a metric of the other region, where the objects arrive.
   *
   * @param sourceRegion region in which the objects were written
   */
  metricReplicationLatency(sourceRegion: string, options?: MetricOptions): Metric {
    return this.metricReplication('ReplicationLatency', sourceRegion, { statistic: 'Maximum', ...options });
  }

  private validateProps(props: ReplicatedBucketProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.replicaRegion !== undefined && RegionalScope.of(this) !== undefined) {
        problems.add(
          'ReplicaRegionsConflict',
          '"replicaRegion" is given, and the bucket is below a service, whose regions it has; leave "replicaRegion" out',
        );
      }
      if (Token.isUnresolved(props.replicaRegion)) {
        problems.add(
          'ReplicaRegionUnresolved',
          '"replicaRegion" is only known at deployment (it is a token); give its name as plain text',
        );
      }
      checkExpiration(props, problems);
    });
  }

  private validateRegions({ encryptionKeyArns }: ReplicatedBucketProps): void {
    const [home, ...others] = this.regions;
    Problems.collect(this, problems => {
      others.forEach(region => checkKnownRegion(region, problems));
      checkOnePartition(this.regions, problems);
      if (others.includes(home)) {
        problems.add(
          'ReplicaRegionRepeated',
          `"${home}" is both the bucket's region and its replica's, so one outage takes both; give another "replicaRegion"`,
        );
      }
      if (this.regions.length > 2) {
        problems.add(
          'BucketRegionsTooMany',
          `the bucket would be in ${this.regions.length} regions (${this.regions.join(', ')}), and replication is between two; make one for each pair`,
        );
      }
      checkName(this.bucketNameIn(home), problems);
      checkKeys(encryptionKeyArns, this.regions, problems);
    });
  }

  private createBucket(stack: Stack, props: ReplicatedBucketProps): void {
    const encryptionKey = keyIn(regionalPart(this, stack), props.encryptionKeyArns, regionOf(stack));
    claimName(this, stack, { kind: 'bucket', name: this.bucketNameIn(regionOf(stack)) });
    const bucket = new EventSource(regionalPart(this, stack), 'Bucket', {
      bucketName: this.bucketNameIn(regionOf(stack)),
      versioned: true,
      encryption: encryptionKey ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED,
      encryptionKey,
      bucketKeyEnabled: encryptionKey && true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: props.removalPolicy ?? KEPT,
      lifecycleRules: [
        {
          id: 'Versions',
          noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(30),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    // The L2's own switch for EventBridge adds a custom resource with a function and a role; the native property does not.
    (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    accept(bucket, 'accessLogs', 'AwsSolutions-S1');
    this.buckets.set(stack, bucket);
  }

  private replicateFrom(
    stack: Stack,
    { encryptionKeyArns: keyArns }: ReplicatedBucketProps,
    deleteMarkers: boolean,
  ): void {
    const [source, part] = [this.buckets.get(stack)!, regionalPart(this, stack)];
    const destinationRegion = this.peerOf(regionOf(stack));
    const resource = this.bucketNameIn(destinationRegion);
    const destinationArn = stack.formatArn({ service: 's3', region: '', account: '', resource });
    const description = `Replicates ${this.node.path} out of ${regionOf(part)}`;
    ReplicationKeeper.of(stack).keep(part, {
      bucket: source,
      role: createReplicationRole(part, description, { source, destinationArn, destinationRegion, keyArns }),
      destinationArn,
      deleteMarkers,
      replicaKeyArn: keyArns?.[destinationRegion],
    });
  }

  // Each metric is published in one region only: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
  private createAlarms(alarms: Alarms): Alarm[] {
    return regionalStacksOf(this).flatMap(stack => {
      const here = regionOf(stack);
      const there = this.peerOf(here);
      return alarms._bind(regionalPart(this, stack), [
        {
          id: 'FailedReplicationsAlarm',
          signal: 'failure',
          metric: this.metricFailedReplications(here),
          period: Duration.minutes(5),
          evaluationPeriods: 1,
          description: `Objects of ${this.node.path} were not replicated from ${here} to ${there}: see the rights of its replication role`,
        },
        {
          id: 'ReplicationLatencyAlarm',
          signal: 'failure',
          metric: this.metricReplicationLatency(there),
          threshold: S3.replicationTimeMinutes * 60,
          period: Duration.minutes(5),
          evaluationPeriods: 1,
          description: `Objects of ${this.node.path} arrive from ${there} later than ${S3.replicationTimeMinutes} minutes: the loss of ${there} now would lose them`,
        },
      ]);
    });
  }

  private metricReplication(metricName: string, sourceRegion: string, options: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: {
        SourceBucket: this.bucketNameIn(sourceRegion),
        DestinationBucket: this.bucketNameIn(this.peerOf(sourceRegion)),
        RuleId: REPLICATION_RULE_ID,
      },
      ...options,
    });
  }

  private peerOf(region: string): string {
    return (
      this.regions.find(other => other !== region) ??
      fail(
        this,
        'BucketPeerMissing',
        `the bucket is in "${region}" only, so nothing is replicated; give "replicaRegion"`,
      )
    );
  }

  private validateRegion(region: string): void {
    if (!this.regions.includes(region)) {
      fail(
        this,
        'ReplicaMissing',
        `"${region}" has no bucket; ${this.regions.map(name => `"${name}"`).join(' and ')} have one`,
      );
    }
  }

  private warnWhereNotKept({ removalPolicy }: ReplicatedBucketProps): void {
    if (isKept(removalPolicy)) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:bucketNotRetained',
      'the buckets go when they leave the template; leave "removalPolicy" at RETAIN_ON_UPDATE_OR_DELETE',
    );
  }
}

/** The rest of the name is made of what S3 takes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkName(name: string, problems: Problems): void {
  const prefix = S3.reservedPrefixes.find(each => name.startsWith(each));
  if (prefix !== undefined || !/^[a-z0-9]/.test(name)) {
    problems.add(
      'BucketNameInvalid',
      `the bucket's name would be "${name}", and S3 takes none that begins with ${prefix ? `"${prefix}"` : 'anything but a letter or a digit'}; change the ids on the construct's path`,
    );
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html */
function checkExpiration({ noncurrentVersionExpiration: after }: ReplicatedBucketProps, problems: Problems): void {
  if (!after || after.isUnresolved()) return;
  const days = after.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1) {
    problems.add(
      'VersionExpirationOutOfRange',
      `"noncurrentVersionExpiration" is ${days} days; S3 counts whole days, one or more`,
    );
  }
}

/**
 * A bucket that goes on sending its events to EventBridge when something else is notified as well: the custom resource by
 * which CDK notifies puts a whole configuration in place of the one of the template.
 */
class EventSource extends Bucket {
  addEventNotification(
    event: EventType,
    dest: IBucketNotificationDestination,
    ...filters: NotificationKeyFilter[]
  ): void {
    super.addEventNotification(event, dest, ...filters);
    this.enableEventBridgeNotification();
  }
}
