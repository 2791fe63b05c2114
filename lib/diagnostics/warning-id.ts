// Written by: npm run docs:errors

/**
 * Ids of the warnings about what deploys and is weaker than it looks.
 *
 * docs/errors.md says of each what is weaker.
 *
 * @example
 * Annotations.of(service).acknowledgeWarning(WarningId.NO_DOMAIN, 'callers know both regions');
 */
export class WarningId {
  /** `DeadLetters.toQueue` of an `ObjectIngest`, or of a `ResilientFunction` with `notify.onFailure`. */
  static readonly DEAD_LETTERS_NOT_ALLOWED = 'cdk-resilient-serverless:deadLettersNotAllowed';

  /** `ResilientFunction` with `scaling`. A failover brings all users at once, to what is ready then. */
  static readonly STANDBY_COLDER = 'cdk-resilient-serverless:standbyColder';

  /**
   * `RetryingWorkflow` with `type: StateMachineType.EXPRESS`. An EXPRESS execution may run twice, both of them to their
   * ends.
   */
  static readonly EXPRESS_UNDO = 'cdk-resilient-serverless:expressUndo';

  /** `WorkflowGuard`. A Task without a timeout waits for a year. */
  static readonly TASK_WAITS = 'cdk-resilient-serverless:taskWaits';

  /** `ResilientService`. There is no failover; clients have to know both addresses. */
  static readonly NO_DOMAIN = 'cdk-resilient-serverless:noDomain';

  /**
   * `ResilientService`. The control planes of IAM and Route 53 are in us-east-1. You lose them together with your
   * primary region, when you may want to change something.
   */
  static readonly PRIMARY_AT_CONTROL_PLANE = 'cdk-resilient-serverless:primaryAtControlPlane';

  /**
   * `ResilientService` with `peakRequestsPerSecond`. When a region is lost, the others get its requests at once, and
   * what they do not take is refused with 429: the second outage.
   */
  static readonly CAPACITY_TOO_SMALL = 'cdk-resilient-serverless:capacityTooSmall';

  /**
   * `ResilientService` in which every region answers. n regions that share a load have to bear n/(n−1) of their share
   * each when one is lost.
   */
  static readonly CAPACITY_UNKNOWN = 'cdk-resilient-serverless:capacityUnknown';

  /**
   * `ReplicatedTable` of a service in which several regions answer. Of two writes to one item within the second that
   * replication takes, the later one stays and the other is gone, though both were acknowledged:
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html.
   */
  static readonly CONFLICTING_WRITES = 'cdk-resilient-serverless:conflictingWrites';

  /**
   * `ReplicatedBucket` in more than three regions. S3 does not replicate a replica, so each bucket replicates to each
   * of the others, with a price for each copy: https://aws.amazon.com/s3/pricing/.
   */
  static readonly BUCKET_COPIED_OFTEN = 'cdk-resilient-serverless:bucketCopiedOften';

  /** `ResilientService`. Deployment fails in an account that has not opted in. */
  static readonly OPT_IN_REGION = 'cdk-resilient-serverless:optInRegion';

  /** `RegionalStack` and every stack with a `ResilientFunction`. The next features may not fit. */
  static readonly MANY_RESOURCES = 'cdk-resilient-serverless:manyResources';

  /**
   * `Health.deep`, `failback`. A write that relies on what is there, such as `attribute_not_exists`, passes on old
   * data, and the last writer wins.
   */
  static readonly FAILBACK_AT_ONCE = 'cdk-resilient-serverless:failbackAtOnce';

  /**
   * `ResilientService`. Only a deep health route with a replicated table among its `tables` holds a region that comes
   * back.
   */
  static readonly FAILBACK_UNHELD = 'cdk-resilient-serverless:failbackUnheld';

  /**
   * `HttpEndpoint`, `exposeHttp`. A bad version or a lost right fails every request while the region counts as healthy.
   */
  static readonly HEALTH_IGNORES_HANDLER = 'cdk-resilient-serverless:healthIgnoresHandler';

  /** `FailoverDomain`. */
  static readonly LONE_FAILOVER_RECORD = 'cdk-resilient-serverless:loneFailoverRecord';

  /** `FailoverDomain`. Slower requests and a larger bill for nothing. */
  static readonly TTL_ZERO = 'cdk-resilient-serverless:ttlZero';

  /** `FailoverDomain`. The recovery time grows by as much. */
  static readonly TTL_LONG = 'cdk-resilient-serverless:ttlLong';

  /** `HttpEndpoint`, `ResilientService.exposeHttp`. The same work is done twice, and nobody has its result. */
  static readonly TIMEOUT_BEHIND_API = 'cdk-resilient-serverless:timeoutBehindApi';

  /** `ResilientFunction`. A switch to stop a function, often forgotten. */
  static readonly FUNCTION_DISABLED = 'cdk-resilient-serverless:functionDisabled';

  /** `ResilientFunction`. esbuild's own warning about the code, with file and line. */
  static readonly BUNDLING = 'cdk-resilient-serverless:bundling';

  /**
   * `ResilientFunction`, `ObjectIngest`, `QueueConsumer`. From `DeadLetters.none()`, or from a queue that is there
   * already.
   */
  static readonly NO_DEAD_LETTERS = 'cdk-resilient-serverless:noDeadLetters';

  /** `ObjectIngest`, `function`, at synth. Lambda's loop detection sees SQS, SNS and S3 itself. */
  static readonly INGEST_LOOP = 'cdk-resilient-serverless:ingestLoop';

  /** `ObjectIngest`, `retryFor`. The event of October 2025 in us-east-1 took 15 hours. */
  static readonly RETRY_FOR_SHORT = 'cdk-resilient-serverless:retryForShort';

  /** `Redrive`. */
  static readonly REDRIVE_UNWATCHED = 'cdk-resilient-serverless:redriveUnwatched';

  /** `QueueConsumer`, `queue`. */
  static readonly QUEUE_UNKNOWN = 'cdk-resilient-serverless:queueUnknown';

  /** `QueueConsumer`. */
  static readonly FUNCTION_WITHOUT_ROLE = 'cdk-resilient-serverless:functionWithoutRole';

  /** `QueueConsumer`. Lambda tries a throttled message again within that time. */
  static readonly VISIBILITY_SHORT = 'cdk-resilient-serverless:visibilityShort';

  /** `QueueConsumer`. */
  static readonly FEW_RECEIVES = 'cdk-resilient-serverless:fewReceives';

  /** `QueueConsumer`. From `reportBatchItemFailures: false`. */
  static readonly WHOLE_BATCH_FAILS = 'cdk-resilient-serverless:wholeBatchFails';

  /** `ServiceDashboard`. */
  static readonly EMPTY_DASHBOARD = 'cdk-resilient-serverless:emptyDashboard';

  /** `LogAlarm`. A pattern in curly brackets matches lines in JSON only. */
  static readonly LOG_PATTERN_ON_TEXT = 'cdk-resilient-serverless:logPatternOnText';

  /**
   * `PrometheusRules`. Streams of CloudWatch have sum, count, least and greatest of each minute, and no percentiles;
   * queries have no counterpart.
   */
  static readonly ALARMS_WITHOUT_RULE = 'cdk-resilient-serverless:alarmsWithoutRule';

  /** Any construct with `alarms`. From `Alarms.none()`. */
  static readonly NO_ALARMS = 'cdk-resilient-serverless:noAlarms';

  /** `CrossRegionBackup`. From `RestoreTesting.none()`, or in a region in which AWS Backup has no restore testing. */
  static readonly RESTORES_UNTESTED = 'cdk-resilient-serverless:restoresUntested';

  /** `CrossRegionBackup`. Backups are what is left when all else is gone. */
  static readonly VAULT_NOT_RETAINED = 'cdk-resilient-serverless:vaultNotRetained';

  /**
   * `CrossRegionBackup`. The table or bucket has `RemovalPolicy.DESTROY`, so a renamed construct or a deleted stack is
   * an outage that ends with a restore.
   */
  static readonly BACKED_UP_DATA_DESTROYED = 'cdk-resilient-serverless:backedUpDataDestroyed';

  /** `AlarmTopic`. Alarms go to a topic that nobody reads. */
  static readonly NOBODY_SUBSCRIBED = 'cdk-resilient-serverless:nobodySubscribed';

  /** `ReplicatedTable`, in a stack of no service. */
  static readonly NO_REPLICA = 'cdk-resilient-serverless:noReplica';

  /** `ReplicatedTable`. From `deletionProtection: false`. */
  static readonly NO_DELETION_PROTECTION = 'cdk-resilient-serverless:noDeletionProtection';

  /** `ReplicatedTable`. A renamed construct or a deleted stack takes the data with it, in every region. */
  static readonly TABLE_NOT_RETAINED = 'cdk-resilient-serverless:tableNotRetained';

  /** `ReplicatedBucket`. As for a table; a bucket that is not empty makes the deletion fail. */
  static readonly BUCKET_NOT_RETAINED = 'cdk-resilient-serverless:bucketNotRetained';

  /** `ReplicatedBucket`. From `Replication.none()` and `Replication.stopped()`, or without a second region. */
  static readonly NO_REPLICATION = 'cdk-resilient-serverless:noReplication';

  /** `FaultExperiment`, `stopWhen`. It counts missing data as breaching, as alarms on silence do. */
  static readonly STOP_ALARM_ON_SILENCE = 'cdk-resilient-serverless:stopAlarmOnSilence';

  /** `FaultExperiment`. Functions look for faults once a minute; DynamoDB goes on for up to five. */
  static readonly EXPERIMENT_SHORT = 'cdk-resilient-serverless:experimentShort';

  /** `FaultExperiment`. */
  static readonly STOP_ALARM_SILENT = 'cdk-resilient-serverless:stopAlarmSilent';

  private constructor() {}
}
