// Written from docs/errors.md by: npx tsx test/docs/support/write-codes.ts

/**
 * Codes of the errors that this library throws: each stands in brackets at the beginning of the message.
 *
 * docs/errors.md has the cause and the fix of each.
 *
 * @example
 * expect(() => new ResilientFunction(stack, 'Api', { entry: 'no-such-file.ts' })).toThrow(ErrorCode.ENTRY_NOT_FOUND);
 */
export class ErrorCode {
  /**
   * Any construct. A prop is misspelt, or belongs to something else. TypeScript sees that, plain JavaScript does not,
   * and the protection would silently not be there.
   */
  static readonly UNKNOWN_PROP = 'UnknownProp';

  /**
   * `ReplicatedTable`, `ReplicatedBucket`, `CrossRegionBackup`. What is found from another region has a name made of
   * its path, the account and the region, and it is longer than AWS allows.
   */
  static readonly NAME_TOO_LONG = 'NameTooLong';

  /** Anything that is replicated or fails over. The stack has no region before it is deployed. */
  static readonly REGION_UNKNOWN = 'RegionUnknown';

  /** `Regions`. A region is left out or empty. */
  static readonly REGION_MISSING = 'RegionMissing';

  /** `Regions`. */
  static readonly DUPLICATE_REGION = 'DuplicateRegion';

  /** `Regions`. You asked what a region does that is not among them. */
  static readonly FOREIGN_REGION = 'ForeignRegion';

  /** `Regions.standby`, `ResilientService.standby`. With `Regions.activeActive` there is no standby. */
  static readonly NO_STANDBY = 'NoStandby';

  /**
   * `ResilientService`. The service has a `domain`, and its failover records reach two regions: one that answers and
   * one that takes over.
   */
  static readonly UNROUTABLE_REGIONS = 'UnroutableRegions';

  /** `Regions`. AWS has no region of this name. */
  static readonly UNKNOWN_REGION = 'UnknownRegion';

  /** `Regions`. The name comes from `Aws.REGION`, a parameter or another stack. */
  static readonly REGION_IS_TOKEN = 'RegionIsToken';

  /** `Regions`. One outage would take both. */
  static readonly STANDBY_IS_PRIMARY = 'StandbyIsPrimary';

  /** `Regions`. Partitions (commercial, China, GovCloud) share nothing. */
  static readonly REGIONS_OF_TWO_PARTITIONS = 'RegionsOfTwoPartitions';

  /** `ResilientService`. JavaScript left `regions` out, or gave a list of names. */
  static readonly REGIONS_MISSING = 'RegionsMissing';

  /** `ResilientService`. A service in a stack would put a stack of another region inside of it. */
  static readonly SERVICE_INSIDE_STACK = 'ServiceInsideStack';

  /**
   * `ResilientService`, `FailoverDomain`. A part of the domain is missing, often a context value that was not given.
   */
  static readonly DOMAIN_INCOMPLETE = 'DomainIncomplete';

  /** `ResilientService.exposeHttp`. The certificate would be used for nothing. */
  static readonly CERTIFICATE_WITHOUT_DOMAIN = 'CertificateWithoutDomain';

  /** `ResilientService`. JavaScript gave `objectives` without `rto`. */
  static readonly RTO_MISSING = 'RtoMissing';

  /** `ResilientService`. An objective that is not known at synth cannot be held against the bound. */
  static readonly OBJECTIVE_IS_TOKEN = 'ObjectiveIsToken';

  /** `ResilientService`. Nothing, a fraction of a second, or no number. */
  static readonly INVALID_OBJECTIVE = 'InvalidObjective';

  /** `ResilientService`, `MultiRegionFunction`. The stack belongs to another service or to none. */
  static readonly FOREIGN_STACK = 'ForeignStack';

  /** `ResilientService`. `expose` or `exposeHttp` was called twice for a region. */
  static readonly ALREADY_EXPOSED = 'AlreadyExposed';

  /** `ResilientService`, at synth. `exposeHttp` was called for one region only. */
  static readonly REGION_WITHOUT_ENDPOINT = 'RegionWithoutEndpoint';

  /**
   * `RegionalStack` and every stack with a `ResilientFunction`, at synth. Counted by the construct directly below the
   * stack; several of one class count together.
   */
  static readonly TOO_MANY_RESOURCES = 'TooManyResources';

  /** `MultiRegionFunction`, `QueueConsumer`. JavaScript left `function` out. */
  static readonly FUNCTION_MISSING = 'FunctionMissing';

  /** `MultiRegionFunction`. `uploads` is given without `table`. */
  static readonly UPLOADS_WITHOUT_TABLE = 'UploadsWithoutTable';

  /** `ResilientFunction`. The function has no code, or two. */
  static readonly CODE_OR_ENTRY = 'CodeOrEntry';

  /**
   * `ResilientFunction`. With `entry` the handler is the export `handler`; code that is bundled already has no default.
   */
  static readonly HANDLER_MISSING = 'HandlerMissing';

  /** `ResilientFunction`. `bundling` would have no effect. */
  static readonly BUNDLING_OF_CODE = 'BundlingOfCode';

  /** `ResilientFunction`, `BundledCode`. There is no such file. */
  static readonly ENTRY_NOT_FOUND = 'EntryNotFound';

  /** `ResilientFunction`, `BundledCode`, `bundling.extraFiles`. There is no such file, or it is a directory. */
  static readonly EXTRA_FILE_NOT_FOUND = 'ExtraFileNotFound';

  /**
   * `ResilientFunction`, `BundledCode`, `bundling.extraFiles`. Extra files lie beside the bundle without their
   * directories: one would overwrite the other, or the bundle itself.
   */
  static readonly EXTRA_FILE_NAME_TAKEN = 'ExtraFileNameTaken';

  /**
   * `ResilientFunction`, `BundledCode`, at synth. esbuild's own messages follow, each with file and line; every entry
   * of the app that does not compile is listed.
   */
  static readonly ENTRY_DOES_NOT_COMPILE = 'EntryDoesNotCompile';

  /** `ResilientFunction`, `BundledCode`. esbuild is an optional dependency, and the app does not have it. */
  static readonly ESBUILD_MISSING = 'EsbuildMissing';

  /** `ResilientFunction`, `BundledCode`. Only JavaScript and TypeScript are bundled here. */
  static readonly ENTRY_NEEDS_NODE = 'EntryNeedsNode';

  /**
   * `ResilientFunction`. AWS has deprecated the runtime, and blocks the creation and later the update of functions with
   * it.
   */
  static readonly DEPRECATED_RUNTIME = 'DeprecatedRuntime';

  /** `ResilientFunction`. Beyond Lambda's limit, or not in whole seconds. */
  static readonly FUNCTION_TIMEOUT = 'FunctionTimeout';

  /** `ResilientFunction`. Beyond Lambda's limits. */
  static readonly FUNCTION_MEMORY = 'FunctionMemory';

  /** `ResilientFunction`. Negative, or no whole number. 0 disables the function, and warns. */
  static readonly RESERVED_CONCURRENCY = 'ReservedConcurrency';

  /** `ResilientFunction`, `asyncInvocation.retryAttempts`. Lambda does not try more often. */
  static readonly RETRY_ATTEMPTS = 'RetryAttempts';

  /** `ResilientFunction`, `asyncInvocation.maxEventAge`. Beyond Lambda's limits. */
  static readonly EVENT_AGE = 'EventAge';

  /** `ResilientFunction`. JavaScript gave a number that CloudWatch Logs does not have. */
  static readonly LOG_RETENTION = 'LogRetention';

  /** `ResilientFunction`, `layers`. Beyond Lambda's limit. */
  static readonly FUNCTION_LAYERS = 'FunctionLayers';

  /** `ResilientFunction`, `environment` and `addEnvironment`. Lambda refuses it at deployment. */
  static readonly RESERVED_VARIABLE = 'ReservedVariable';

  /** `ResilientFunction`, `environment` and `addEnvironment`. All names and values together are too large. */
  static readonly ENVIRONMENT_SIZE = 'EnvironmentSize';

  /** `DeadLetterQueue`, `DeadLetters.ownQueue`. Beyond SQS's limits. */
  static readonly DEAD_LETTER_RETENTION = 'DeadLetterRetention';

  /**
   * `DeadLetters.toQueue`, `QueueConsumer`. Asynchronous failures cannot go to a FIFO queue, and the messages of a
   * queue only to one of its kind.
   */
  static readonly DEAD_LETTERS_FIFO = 'DeadLettersFifo';

  /**
   * `DeadLetters.toQueue`. Lambda and EventBridge reach queues of their own region only, and the other region may be
   * the one that is gone.
   */
  static readonly DEAD_LETTERS_REGION = 'DeadLettersRegion';

  /**
   * `DeadLetters.toQueue` of an `ObjectIngest`, or of a `ResilientFunction` with `notify.onFailure`. The policy of that
   * key is AWS's, and names no service that could send.
   */
  static readonly DEAD_LETTERS_MANAGED_KEY = 'DeadLettersManagedKey';

  /** `DeadLetterQueue`, at synth. Topics are one statement together, and so are rules; what you add is one each. */
  static readonly QUEUE_POLICY_TOO_LARGE = 'QueuePolicyTooLarge';

  /** `QueueConsumer`. SQS would refuse the redrive policy. */
  static readonly DEAD_LETTERS_ELSEWHERE = 'DeadLettersElsewhere';

  /** `QueueConsumer`. A message that waited for long would be deleted soon after it became a dead letter. */
  static readonly DEAD_LETTERS_EXPIRE_FIRST = 'DeadLettersExpireFirst';

  /** `QueueConsumer`, `queue`. */
  static readonly DEAD_LETTER_IS_SOURCE = 'DeadLetterIsSource';

  /** `QueueConsumer`. */
  static readonly VISIBILITY_BELOW_TIMEOUT = 'VisibilityBelowTimeout';

  /** `QueueConsumer`. The function is imported, or its timeout is a token. */
  static readonly VISIBILITY_UNKNOWN = 'VisibilityUnknown';

  /** `QueueConsumer`, `visibilityTimeout`. Beyond SQS's limits. */
  static readonly QUEUE_VISIBILITY = 'QueueVisibility';

  /** `QueueConsumer`, `retention`. Beyond SQS's limits. */
  static readonly QUEUE_RETENTION = 'QueueRetention';

  /**
   * `QueueConsumer`. Attempts are a visibility timeout apart, and a message that fails would be gone before the last of
   * them.
   */
  static readonly RETENTION_BELOW_ATTEMPTS = 'RetentionBelowAttempts';

  /** `QueueConsumer`. */
  static readonly MAX_RECEIVE_COUNT = 'MaxReceiveCount';

  /**
   * `QueueConsumer`. Lambda reads queues of its own region only, and the construct writes no policies for another
   * account.
   */
  static readonly QUEUE_ELSEWHERE = 'QueueElsewhere';

  /** `QueueConsumer`. The option is the queue's, and the queue is there already. */
  static readonly CONSUMER_OPTION = 'ConsumerOption';

  /** `QueueConsumer`. */
  static readonly BATCH_SIZE = 'BatchSize';

  /** `QueueConsumer`. */
  static readonly BATCHING_WINDOW = 'BatchingWindow';

  /** `QueueConsumer`. */
  static readonly MAX_CONCURRENCY = 'MaxConcurrency';

  /** `QueueConsumer`. */
  static readonly MAX_MESSAGE_AGE = 'MaxMessageAge';

  /** `ObjectIngest`. It is not told what to do with objects, or told twice. */
  static readonly INGEST_TARGET = 'IngestTarget';

  /** `ObjectIngest`. The option is the recorder's, and there is none. */
  static readonly INGEST_OPTION = 'IngestOption';

  /** `ObjectIngest`. No object would be recorded, or each. */
  static readonly INVALID_OBJECT_SIZE = 'InvalidObjectSize';

  /** `ObjectIngest`, at synth. The bucket's notifications to EventBridge are off. */
  static readonly BUCKET_WITHOUT_EVENTS = 'BucketWithoutEvents';

  /**
   * `ResilientService`, `Failover.requireWithin`. The bound is above the objective; the arithmetic is shown, and the
   * cheapest change that meets it, where there is one.
   */
  static readonly RTO_UNREACHABLE = 'RtoUnreachable';

  /** `Failover.activePassive`, `FailoverTiming`. Route 53 has two intervals. */
  static readonly INVALID_HEALTH_INTERVAL = 'InvalidHealthInterval';

  /** `Failover.activePassive`, `FailoverTiming`. Beyond Route 53's limits. */
  static readonly INVALID_FAILURE_THRESHOLD = 'InvalidFailureThreshold';

  /** `Failover.activePassive`. Fractions, or a token. */
  static readonly INVALID_TTL = 'InvalidTtl';

  /**
   * `Failover.activePassive`, `FailoverTiming`, `RecoveryTime`, `RecoveryPoint`, `Availability`. A time that the
   * arithmetic needs is not known, negative, or none at all.
   */
  static readonly INVALID_TIMING = 'InvalidTiming';

  /** `FailoverDomain`. Route 53 would refuse the record. Upper case and a trailing dot are accepted. */
  static readonly DOMAIN_OUTSIDE_ZONE = 'DomainOutsideZone';

  /** `ResilientService`, `FailoverDomain`. Two sources for one fact. */
  static readonly ZONE_GIVEN_TWICE = 'ZoneGivenTwice';

  /**
   * `ResilientService`, `FailoverDomain`; at synth where a VPC is added later. The zone has VPCs. An imported zone does
   * not tell, and is not checked.
   */
  static readonly PRIVATE_ZONE = 'PrivateZone';

  /**
   * `ResilientService`, `FailoverDomain`. Its id is known when that stack is deployed, so this region would refer to
   * the other.
   */
  static readonly ZONE_OF_OTHER_REGION = 'ZoneOfOtherRegion';

  /** `FailoverDomain`, `ResilientService.exposeHttp`. */
  static readonly CERTIFICATE_OF_OTHER_REGION = 'CertificateOfOtherRegion';

  /** `FailoverDomain`. JavaScript left `endpoint` out. */
  static readonly ENDPOINT_MISSING = 'EndpointMissing';

  /** `FailoverDomain`. JavaScript gave another text, or none, and the record would be a second SECONDARY. */
  static readonly INVALID_FAILOVER_ROLE = 'InvalidFailoverRole';

  /** `FailoverDomain`. The record of one region would lead to the other, and its health check look there. */
  static readonly ENDPOINT_OF_OTHER_REGION = 'EndpointOfOtherRegion';

  /** `FailoverDomain`. Two of one role for one name. */
  static readonly DUPLICATE_FAILOVER_RECORD = 'DuplicateFailoverRecord';

  /** `FailoverDomain`. */
  static readonly FAILOVER_IN_ONE_REGION = 'FailoverInOneRegion';

  /** `Health.deep`. A dependency of another region would turn one outage into two. */
  static readonly HEALTH_OF_OTHER_REGION = 'HealthOfOtherRegion';

  /** `Health.deep`, `Health.ownRoute`. Route 53 would refuse it, or ask another path than the route's. */
  static readonly INVALID_HEALTH_PATH = 'InvalidHealthPath';

  /** `Health.deep`. An older answer says too little about now. */
  static readonly INVALID_HEALTH_CACHE = 'InvalidHealthCache';

  /** `HttpEndpoint`. */
  static readonly INVALID_ROUTE = 'InvalidRoute';

  /** `HttpEndpoint`, `rateLimit` and `burstLimit`. */
  static readonly INVALID_THROTTLE = 'InvalidThrottle';

  /** `RegionIndependence.require`. One region could not deploy while another is gone; each tie is a line. */
  static readonly REGIONS_TIED = 'RegionsTied';

  /** `ReplicatedTable`, `ReplicatedBucket`. Two sources for one fact. */
  static readonly REPLICA_REGIONS_OF_SERVICE = 'ReplicaRegionsOfService';

  /** `ReplicatedTable`. The stack's own region has the table. */
  static readonly REPLICA_IN_HOME_REGION = 'ReplicaInHomeRegion';

  /** `ReplicatedTable`. */
  static readonly DUPLICATE_REPLICA_REGION = 'DuplicateReplicaRegion';

  /** `ReplicatedTable`, `ReplicatedBucket`. Names and alarms are made for known regions. */
  static readonly REPLICA_REGION_IS_TOKEN = 'ReplicaRegionIsToken';

  /** `ReplicatedBucket`. */
  static readonly REPLICATION_TO_ITSELF = 'ReplicationToItself';

  /** `ReplicatedBucket`. */
  static readonly TOO_MANY_BUCKET_REGIONS = 'TooManyBucketRegions';

  /** `ReplicatedBucket`, its metrics of replication. */
  static readonly BUCKET_WITHOUT_PEER = 'BucketWithoutPeer';

  /**
   * `ReplicatedTable.inRegion`, `ReplicatedBucket.inRegion`. Something would have to reach the data over a region's
   * border.
   */
  static readonly REGION_WITHOUT_REPLICA = 'RegionWithoutReplica';

  /** `ReplicatedTable`. Beyond the limits of point-in-time recovery. */
  static readonly INVALID_RECOVERY_PERIOD = 'InvalidRecoveryPeriod';

  /** `ReplicatedTable`, `ReplicatedBucket`. A region would have no key. */
  static readonly KEY_MISSING = 'KeyMissing';

  /** `ReplicatedTable`, `ReplicatedBucket`. The data is not in that region. */
  static readonly KEY_WITHOUT_REGION = 'KeyWithoutRegion';

  /**
   * `ReplicatedTable`, `ReplicatedBucket`. An alias, which rights cannot name; or the reference to a key of some stack,
   * which would tie the regions to it.
   */
  static readonly INVALID_KEY_ARN = 'InvalidKeyArn';

  /** `ReplicatedTable`, `ReplicatedBucket`. */
  static readonly KEY_OF_OTHER_REGION = 'KeyOfOtherRegion';

  /** `ReplicatedTable`. */
  static readonly INVALID_REPLICATION_LATENCY = 'InvalidReplicationLatency';

  /** `ReplicatedBucket`. */
  static readonly INVALID_VERSION_EXPIRATION = 'InvalidVersionExpiration';

  /** `CrossRegionBackup`. A plan without a selection protects nothing. */
  static readonly NOTHING_TO_BACK_UP = 'NothingToBackUp';

  /** `CrossRegionBackup`. */
  static readonly CANNOT_BACK_UP = 'CannotBackUp';

  /** `CrossRegionBackup`. Two sources for one fact. */
  static readonly COPY_REGION_OF_SERVICE = 'CopyRegionOfService';

  /** `CrossRegionBackup`, in a stack of no service. */
  static readonly COPY_REGION_MISSING = 'CopyRegionMissing';

  /** `CrossRegionBackup`. */
  static readonly COPY_TO_SAME_REGION = 'CopyToSameRegion';

  /** `CrossRegionBackup`. */
  static readonly COPY_REGION_IS_TOKEN = 'CopyRegionIsToken';

  /** `CrossRegionBackup`. */
  static readonly INVALID_VAULT_NAME = 'InvalidVaultName';

  /** `CrossRegionBackup`. AWS Backup has cron expressions only, and takes none that ticks more than once an hour. */
  static readonly INVALID_BACKUP_SCHEDULE = 'InvalidBackupSchedule';

  /** `RestoreTesting.scheduled`. AWS Backup has cron expressions only. */
  static readonly INVALID_RESTORE_SCHEDULE = 'InvalidRestoreSchedule';

  /** `RestoreTesting.scheduled`. */
  static readonly INVALID_RESTORE_WINDOW = 'InvalidRestoreWindow';

  /** `CrossRegionBackup`. */
  static readonly BACKUP_WINDOW_TOO_SHORT = 'BackupWindowTooShort';

  /** `CrossRegionBackup`. */
  static readonly INVALID_BACKUP_LIFECYCLE = 'InvalidBackupLifecycle';

  /** `CrossRegionBackup`. AWS charges cold storage for 90 days at least, and refuses less. */
  static readonly COLD_STORAGE_TOO_SHORT = 'ColdStorageTooShort';

  /** `CrossRegionBackup`. AWS Backup would refuse it, or do nothing of it in silence. */
  static readonly INVALID_CONTINUOUS_BACKUP = 'InvalidContinuousBackup';

  /** `VaultLock.governance`, `VaultLock.compliance`. */
  static readonly INVALID_VAULT_LOCK = 'InvalidVaultLock';

  /** `CrossRegionBackup`, `vaultLock`. A locked vault refuses jobs whose retention is outside of its limits. */
  static readonly RETENTION_OUTSIDE_LOCK = 'RetentionOutsideLock';

  /** `FaultExperiment`. JavaScript left `fault` out, or gave a name. */
  static readonly FAULT_MISSING = 'FaultMissing';

  /** `FaultExperiment`. FIS would take a template without a stop condition; this library does not. */
  static readonly STOP_ALARM_MISSING = 'StopAlarmMissing';

  /** `FaultExperiment`. FIS would take the template and refuse to start it. */
  static readonly STOP_ALARM_REGION = 'StopAlarmRegion';

  /** `FaultExperiment`. A quota that cannot be raised. */
  static readonly TOO_MANY_STOP_ALARMS = 'TooManyStopAlarms';

  /** `FaultExperiment`. */
  static readonly EXPERIMENT_DURATION = 'ExperimentDuration';

  /** `Fault`. Nothing is named, or more than FIS takes: 5 functions or tables, 20 buckets. */
  static readonly FAULT_TARGETS = 'FaultTargets';

  /** `FaultExperiment`. FIS reaches its own region only. */
  static readonly FAULT_TARGET_REGION = 'FaultTargetRegion';

  /** `Fault`. A function gets a layer and variables, a bucket a tag; what is only imported cannot get them. */
  static readonly FAULT_TARGET_IMPORTED = 'FaultTargetImported';

  /** `Fault`. */
  static readonly FAULT_PERCENTAGE = 'FaultPercentage';

  /** `Fault.delayInvocations`. */
  static readonly FAULT_DELAY = 'FaultDelay';

  /** `Fault.delayInvocations`. A slow function and one that times out are two experiments. */
  static readonly DELAY_PAST_TIMEOUT = 'DelayPastTimeout';

  /** `Fault.answerInvocations`. */
  static readonly FAULT_STATUS_CODE = 'FaultStatusCode';

  /** `FaultExperiment`. A function has one such script and one place to read faults from. */
  static readonly FUNCTION_PREPARED_OTHERWISE = 'FunctionPreparedOtherwise';

  /** `Fault.pauseTableReplication`. */
  static readonly TABLE_CANNOT_PAUSE = 'TableCannotPause';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. */
  static readonly ALARM_THRESHOLD = 'AlarmThreshold';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. The alarm could never ring. */
  static readonly ALARM_DATAPOINTS = 'AlarmDatapoints';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. */
  static readonly ALARM_PERIOD = 'AlarmPeriod';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. CloudWatch looks back one day at most. */
  static readonly ALARM_WINDOW = 'AlarmWindow';

  /** `Alarms.recommended`. */
  static readonly ALARM_SILENCE = 'AlarmSilence';

  /** `Alarms.recommended`, `topic`. */
  static readonly ALARM_TOPIC_REGION = 'AlarmTopicRegion';

  /** `Availability`. */
  static readonly INVALID_SHARE = 'InvalidShare';

  /** `StrandedEvents`. */
  static readonly INVALID_AMOUNT = 'InvalidAmount';

  /** `ResilienceChecks.acknowledge`. An acknowledgement of nothing would be one that nobody notices. */
  static readonly UNKNOWN_RULE = 'UnknownRule';

  /** `ResilienceChecks.acknowledge`. */
  static readonly REASON_MISSING = 'ReasonMissing';

  /** `ResilienceNagPack.validateScope`. */
  static readonly SCOPE_WITHOUT_STAGE = 'ScopeWithoutStage';

  /** `ResilienceChecks`, `ResilienceNagPack`, `check`. A defect of ours: the check stops rather than look content. */
  static readonly RULE_FAILED = 'RuleFailed';

  /** `cdk-resilient-serverless`. */
  static readonly UNKNOWN_COMMAND = 'UnknownCommand';

  /** `cdk-resilient-serverless`. */
  static readonly BAD_ARGUMENT = 'BadArgument';

  /** `check`, `ResilienceNagPack`. */
  static readonly ASSEMBLY_NOT_FOUND = 'AssemblyNotFound';

  /** `check`. */
  static readonly ASSEMBLY_EMPTY = 'AssemblyEmpty';

  /** `check`. The assembly is incomplete or damaged. */
  static readonly ASSEMBLY_UNREADABLE = 'AssemblyUnreadable';

  /** `diff`. */
  static readonly REPORT_UNREADABLE = 'ReportUnreadable';

  /** `diff`. Another file, or a report of a newer version of this library. */
  static readonly REPORT_VERSION_UNKNOWN = 'ReportVersionUnknown';

  private constructor() {}
}
