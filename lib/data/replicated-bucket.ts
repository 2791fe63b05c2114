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
import { Annotations, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { Alarms } from '../observability';
import { type AlarmSpec } from '../observability/alarm-spec';
import { accept } from '../private/accepted-findings';
import { type KeyArns, keyIn, checkKeys } from '../permissions/encryption-keys';
import { fail, Problems } from '../private/errors';
import { regionalName } from '../private/names';
import { regionalPart, showWarnings, regionalStacksOf } from '../regions/regional-part';
import { regionOf } from '../regions/regional-scope';
import { S3 } from '../limits/s3';
import { checkBucketName, checkBuckets, validateBucketProps } from './bucket-limits';
import { claimName } from './name-claims';
import { isKept, KEPT } from './removal';
import { type ReplicatedBucketProps } from './replicated-bucket-props';
import { Replication, type ReplicationConfig } from './replication';
import { ReplicationKeeper } from './replication-keeper';
import { createReplicationRole } from './replication-role';

/** Replication between regions grows with their number squared. */
const MOST_REGIONS_WITHOUT_WARNING = 3;

/**
 * A bucket in each region, and every object in all of them.
 *
 * Guarantees buckets with versions, reached over TLS only, not public, encrypted by S3 or with keys of yours, and owned by
 * the account. Each has the region in its name, stays when its stack is deleted, and tells EventBridge of every change, so
 * that no custom resource is needed to listen.
 *
 * Creates, in each region that has a stack, the bucket, the role that S3 replicates with, alarms, and once a stack the
 * keeper that puts the replication on the bucket and corrects it. The keeper, because no bucket can be created with a
 * replication to one that does not exist yet: see docs/adr/0003-two-way-replication.md. Each bucket replicates to each of the
 * others, because S3 does not replicate a replica.
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
    validateBucketProps(this, props);
    this.regions = [...regionalStacksOf(this).map(regionOf), ...(props.replicaRegion ? [props.replicaRegion] : [])];
    this.validateRegions(props);
    this.keyArns = props.encryptionKeyArns;

    for (const stack of regionalStacksOf(this)) this.createBucket(stack, props);
    const replication = (props.replication ?? Replication.twoWay())._bind(this, this.regions);
    if (replication) regionalStacksOf(this).forEach(stack => this.replicateFrom(stack, props, replication));
    const replicates = replication !== undefined && !replication.stops;
    this.alarms = replicates ? this.createAlarms(props.alarms ?? Alarms.recommended()) : [];
    this.warnWhereNotKept(props);
    if (replicates) this.warnWhereCopiedOften();
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
   * @param destinationRegion region that they were to arrive in; the first of the others where it is left out
   */
  metricFailedReplications(sourceRegion: string, options?: MetricOptions, destinationRegion?: string): Metric {
    const way = { sourceRegion, destinationRegion };
    return this.metricReplication('OperationsFailedReplication', way, { statistic: 'Sum', ...options });
  }

  /**
   * Seconds by which another region is behind a region; a metric of the other region, where the objects arrive.
   *
   * @param sourceRegion region in which the objects were written
   * @param destinationRegion region that they arrive in; the first of the others where it is left out
   */
  metricReplicationLatency(sourceRegion: string, options?: MetricOptions, destinationRegion?: string): Metric {
    const way = { sourceRegion, destinationRegion };
    return this.metricReplication('ReplicationLatency', way, { statistic: 'Maximum', ...options });
  }

  private validateRegions({ encryptionKeyArns }: ReplicatedBucketProps): void {
    Problems.collect(this, problems => {
      checkBuckets(this.regions, problems);
      checkBucketName(this.bucketNameIn(this.regions[0]), problems);
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
    { deleteMarkers, stops }: ReplicationConfig,
  ): void {
    const [source, part] = [this.buckets.get(stack)!, regionalPart(this, stack)];
    const here = regionOf(stack);
    if (stops) {
      const rules = this.peersOf(here).map(region => this.ruleIdOf(here, region));
      return ReplicationKeeper.of(stack).stop(part, source, rules);
    }
    const destinations = this.peersOf(here).map(region => {
      const resource = this.bucketNameIn(region);
      return { region, arn: stack.formatArn({ service: 's3', region: '', account: '', resource }) };
    });
    const description = `Replicates ${this.node.path} out of ${regionOf(part)}`;
    ReplicationKeeper.of(stack).keep(part, {
      bucket: source,
      role: createReplicationRole(part, description, { source, destinations, keyArns }),
      destinations: destinations.map(({ region, arn }) => ({
        arn,
        ruleId: this.ruleIdOf(here, region),
        keyArn: keyArns?.[region],
      })),
      deleteMarkers,
    });
  }

  // Each metric is published in one region only: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
  private createAlarms(alarms: Alarms): Alarm[] {
    return regionalStacksOf(this).flatMap(stack => {
      const here = regionOf(stack);
      const specs = this.peersOf(here).flatMap((there, index) => this.renderAlarms(here, there, index === 0));
      return alarms._bind(regionalPart(this, stack), specs);
    });
  }

  private renderAlarms(here: string, there: string, isFirst: boolean): AlarmSpec[] {
    const [to, from] = isFirst ? ['', ''] : [`To-${there}`, `From-${there}`];
    return [
      {
        id: `FailedReplicationsAlarm${to}`,
        signal: 'failure',
        metric: this.metricFailedReplications(here, undefined, there),
        period: Duration.minutes(5),
        evaluationPeriods: 1,
        description: `Objects of ${this.node.path} were not replicated from ${here} to ${there}: see the rights of its replication role`,
      },
      {
        id: `ReplicationLatencyAlarm${from}`,
        signal: 'failure',
        metric: this.metricReplicationLatency(there, undefined, here),
        threshold: S3.replicationTimeMinutes * 60,
        period: Duration.minutes(5),
        evaluationPeriods: 1,
        description: `Objects of ${this.node.path} arrive from ${there} later than ${S3.replicationTimeMinutes} minutes: the loss of ${there} now would lose them`,
      },
    ];
  }

  private metricReplication(metricName: string, way: ReplicationWay, options: MetricOptions): Metric {
    const { sourceRegion, destinationRegion = this.peersOf(sourceRegion)[0] } = way;
    return new Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: {
        SourceBucket: this.bucketNameIn(sourceRegion),
        DestinationBucket: this.bucketNameIn(destinationRegion),
        RuleId: this.ruleIdOf(sourceRegion, destinationRegion),
      },
      ...options,
    });
  }

  /** The rule of a pair keeps its id when a third region joins. */
  private ruleIdOf(sourceRegion: string, destinationRegion: string): string {
    return destinationRegion === this.peersOf(sourceRegion)[0] ? 'TwoWay' : `To-${destinationRegion}`;
  }

  private peersOf(region: string): string[] {
    const peers = this.regions.filter(other => other !== region);
    if (peers.length > 0) return peers;
    return fail(
      this,
      'BucketPeerMissing',
      `the bucket is in "${region}" only, so nothing is replicated; give "replicaRegion"`,
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

  private warnWhereCopiedOften(): void {
    const { length } = this.regions;
    if (length <= MOST_REGIONS_WITHOUT_WARNING) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:bucketCopiedOften',
      `the buckets are in ${length} regions, each replicating to all the others: every object is stored ${length} times, and sent ${length - 1} times between regions; make it in the regions that need it, in a service or in stacks of their own`,
    );
  }

  private warnWhereNotKept({ removalPolicy }: ReplicatedBucketProps): void {
    if (isKept(removalPolicy)) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:bucketNotRetained',
      'the buckets go when they leave the template; leave "removalPolicy" at RETAIN_ON_UPDATE_OR_DELETE',
    );
  }
}

/** From where to where objects are replicated. */
interface ReplicationWay {
  readonly sourceRegion: string;
  readonly destinationRegion?: string;
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
