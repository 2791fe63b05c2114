// Written by: npm run docs:errors

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
  static readonly PROP_UNKNOWN = 'PropUnknown';

  /** Any construct. JavaScript left the props out, or one that is needed. */
  static readonly PROP_MISSING = 'PropMissing';

  /** Any construct. A prop is of another kind than it has to be. TypeScript sees that, plain JavaScript does not. */
  static readonly PROP_INVALID = 'PropInvalid';

  /**
   * `ReplicatedTable`, `ReplicatedBucket`, `CrossRegionBackup`. What is found from another region has a name made of
   * its path, the account and the region, and it is longer than AWS allows.
   */
  static readonly NAME_TOO_LONG = 'NameTooLong';

  /**
   * `ReplicatedTable`, `ReplicatedBucket`, `CrossRegionBackup`. Names are made of the path without the stack, so that
   * the other region finds them. The second stack would fail to deploy, and its standby would work on the first one's
   * data.
   */
  static readonly NAME_REPEATED = 'NameRepeated';

  /** Anything that is replicated or fails over. The stack has no region before it is deployed. */
  static readonly STACK_REGION_MISSING = 'StackRegionMissing';

  /** `Regions`. A region is left out or empty. */
  static readonly REGION_MISSING = 'RegionMissing';

  /** `Regions`. AWS has no region of this name, or you asked what a region does that is not among them. */
  static readonly REGION_UNKNOWN = 'RegionUnknown';

  /** `Regions`. The name comes from `Aws.REGION`, a parameter or another stack. */
  static readonly REGION_UNRESOLVED = 'RegionUnresolved';

  /** `Regions`. One region is named twice, and one outage would take both. */
  static readonly REGION_REPEATED = 'RegionRepeated';

  /** `Regions.standby`, `ResilientService.standby`. With `Regions.activeActive` there is no standby. */
  static readonly STANDBY_MISSING = 'StandbyMissing';

  /**
   * `ResilientService`, `FailoverDomain`. The records of the `failover` cannot lead clients to each region in the part
   * that it plays.
   */
  static readonly REGIONS_UNSUPPORTED = 'RegionsUnsupported';

  /** `MultiRegionFunction`. The override would be for nobody. */
  static readonly OVERRIDE_REGION_UNKNOWN = 'OverrideRegionUnknown';

  /** `ResilientService`. The capacity after a failover is computed from it. */
  static readonly PEAK_OUT_OF_RANGE = 'PeakOutOfRange';

  /** `Regions`. Partitions (commercial, China, GovCloud) share nothing. */
  static readonly REGION_OF_OTHER_PARTITION = 'RegionOfOtherPartition';

  /** `ResilientService`. JavaScript left `regions` out, or gave a list of names. */
  static readonly REGIONS_MISSING = 'RegionsMissing';

  /** `ResilientService`. A service in a stack would put a stack of another region inside of it. */
  static readonly SERVICE_SCOPE_INVALID = 'ServiceScopeInvalid';

  /**
   * `ResilientService`, `FailoverDomain`. A part of the domain is missing, often a context value that was not given.
   */
  static readonly DOMAIN_PART_MISSING = 'DomainPartMissing';

  /** `ResilientService.exposeHttp`. The certificate would be used for nothing. */
  static readonly CERTIFICATE_UNUSED = 'CertificateUnused';

  /** `ResilientService`. JavaScript gave `objectives` without `rto`. */
  static readonly RTO_MISSING = 'RtoMissing';

  /** `ResilientService`. An objective that is not known at synth cannot be held against the bound. */
  static readonly OBJECTIVE_UNRESOLVED = 'ObjectiveUnresolved';

  /** `ResilientService`. Nothing, a fraction of a second, or no number. */
  static readonly OBJECTIVE_OUT_OF_RANGE = 'ObjectiveOutOfRange';

  /** `ResilientService`, `MultiRegionFunction`. The stack belongs to another service or to none. */
  static readonly STACK_OF_OTHER_SERVICE = 'StackOfOtherService';

  /** `ResilientService`. `expose` or `exposeHttp` was called twice for a region. */
  static readonly ENDPOINT_REPEATED = 'EndpointRepeated';

  /** `ResilientService`, at synth. `exposeHttp` was called for one region only. */
  static readonly REGION_ENDPOINT_MISSING = 'RegionEndpointMissing';

  /**
   * `RegionalStack` and every stack with a `ResilientFunction`, at synth. Counted by the construct directly below the
   * stack; several of one class count together.
   */
  static readonly RESOURCES_TOO_MANY = 'ResourcesTooMany';

  /** `MultiRegionFunction`, `QueueConsumer`, `AutomaticRecovery`. JavaScript left `function` out. */
  static readonly FUNCTION_MISSING = 'FunctionMissing';

  /** `MultiRegionFunction`. `uploads` is given without `table`. */
  static readonly UPLOADS_TABLE_MISSING = 'UploadsTableMissing';

  /** `ResilientFunction`. The function has no code. */
  static readonly CODE_MISSING = 'CodeMissing';

  /** `ResilientFunction`. The function has two sources of its code. */
  static readonly CODE_CONFLICT = 'CodeConflict';

  /**
   * `ResilientFunction`. With `entry` the handler is the export `handler`; code that is bundled already has no default.
   */
  static readonly HANDLER_MISSING = 'HandlerMissing';

  /** `ResilientFunction`. `bundling` would have no effect. */
  static readonly BUNDLING_UNUSED = 'BundlingUnused';

  /** `ResilientFunction`, `BundledCode`. There is no such file. */
  static readonly ENTRY_NOT_FOUND = 'EntryNotFound';

  /** `ResilientFunction`, `BundledCode`, `bundling.extraFiles`. There is no such file, or it is a directory. */
  static readonly EXTRA_FILE_NOT_FOUND = 'ExtraFileNotFound';

  /**
   * `ResilientFunction`, `BundledCode`, `bundling.extraFiles`. Extra files lie beside the bundle without their
   * directories: one would overwrite the other, or the bundle itself.
   */
  static readonly EXTRA_FILE_REPEATED = 'ExtraFileRepeated';

  /**
   * `ResilientFunction`, `BundledCode`, at synth. esbuild's own messages follow, each with file and line; every entry
   * of the app that does not compile is listed.
   */
  static readonly ENTRY_COMPILATION_FAILED = 'EntryCompilationFailed';

  /** `ResilientFunction`, `BundledCode`. esbuild is an optional dependency, and the app does not have it. */
  static readonly ESBUILD_MISSING = 'EsbuildMissing';

  /** `ResilientFunction`, `BundledCode`. Only JavaScript and TypeScript are bundled here. */
  static readonly ENTRY_RUNTIME_UNSUPPORTED = 'EntryRuntimeUnsupported';

  /**
   * `ResilientFunction`. AWS has deprecated the runtime, and blocks the creation and later the update of functions with
   * it.
   */
  static readonly RUNTIME_UNSUPPORTED = 'RuntimeUnsupported';

  /** `ResilientFunction`. Beyond Lambda's limit, or not in whole seconds. */
  static readonly TIMEOUT_OUT_OF_RANGE = 'TimeoutOutOfRange';

  /** `ResilientFunction`. Beyond Lambda's limits. */
  static readonly MEMORY_SIZE_OUT_OF_RANGE = 'MemorySizeOutOfRange';

  /** `ResilientFunction`. Negative, or no whole number. 0 disables the function, and warns. */
  static readonly RESERVED_CONCURRENCY_OUT_OF_RANGE = 'ReservedConcurrencyOutOfRange';

  /**
   * `Deployment.canary`, `Deployment.linear`. CodeDeploy shifts whole percents; 0 would try nothing, and 100 is
   * everybody at once.
   */
  static readonly DEPLOYMENT_PERCENT_OUT_OF_RANGE = 'DeploymentPercentOutOfRange';

  /**
   * `Deployment.canary`, `Deployment.linear`. CloudWatch counts errors by the minute and shows them a minute later: a
   * version that reaches everybody before cannot be taken back in time. CodeDeploy takes at most 48 hours.
   */
  static readonly DEPLOYMENT_TIME_OUT_OF_RANGE = 'DeploymentTimeOutOfRange';

  /**
   * `ResilientFunction` with `deployment`. CodeDeploy reads alarms of its own region only, and a deployment must not
   * need another region.
   */
  static readonly DEPLOYMENT_ALARM_OF_OTHER_REGION = 'DeploymentAlarmOfOtherRegion';

  /**
   * `Scaling.provisioned`, `ResilientFunction` with `scaling`. Lambda provisions 1 or more. What a schedule scales to 0
   * has no configuration any more, and the next deployment fails with `ProvisionedConcurrencyConfigNotFoundException`.
   */
  static readonly SCALING_CAPACITY_OUT_OF_RANGE = 'ScalingCapacityOutOfRange';

  /** `Scaling.provisioned`. Application Auto Scaling refuses other shares. */
  static readonly SCALING_TARGET_OUT_OF_RANGE = 'ScalingTargetOutOfRange';

  /** `Scaling.provisioned`. A schedule needs a time, and a peak two of them. */
  static readonly SCALING_TIME_INVALID = 'ScalingTimeInvalid';

  /**
   * `Scaling.provisioned`, `peaks`. Each end sets the least that is ready back to `min`, whatever else is under way.
   */
  static readonly SCALING_PEAK_CONFLICT = 'ScalingPeakConflict';

  /** `ResilientFunction`, `asyncInvocation.retryAttempts`. Lambda does not try more often. */
  static readonly RETRY_ATTEMPTS_OUT_OF_RANGE = 'RetryAttemptsOutOfRange';

  /** `ResilientFunction`, `asyncInvocation.maxEventAge`. Beyond Lambda's limits. */
  static readonly MAX_EVENT_AGE_OUT_OF_RANGE = 'MaxEventAgeOutOfRange';

  /** `ResilientFunction`. JavaScript gave a number that CloudWatch Logs does not have. */
  static readonly LOG_RETENTION_OUT_OF_RANGE = 'LogRetentionOutOfRange';

  /** `ResilientFunction`, `layers`. Beyond Lambda's limit. */
  static readonly LAYERS_TOO_MANY = 'LayersTooMany';

  /** `ResilientFunction`, `environment` and `addEnvironment`. Lambda refuses it at deployment. */
  static readonly VARIABLE_NAME_INVALID = 'VariableNameInvalid';

  /** `ResilientFunction`, `environment` and `addEnvironment`. Lambda has texts only. What is undefined is left out. */
  static readonly VARIABLE_VALUE_INVALID = 'VariableValueInvalid';

  /** `ResilientFunction`, `environment` and `addEnvironment`. All names and values together are too large. */
  static readonly ENVIRONMENT_SIZE_OUT_OF_RANGE = 'EnvironmentSizeOutOfRange';

  /** `DeadLetterQueue`, `DeadLetters.ownQueue`. Beyond SQS's limits. */
  static readonly DEAD_LETTER_RETENTION_OUT_OF_RANGE = 'DeadLetterRetentionOutOfRange';

  /**
   * `DeadLetters.toQueue`, `QueueConsumer`. Asynchronous failures cannot go to a FIFO queue, and the messages of a
   * queue only to one of its kind.
   */
  static readonly DEAD_LETTERS_UNSUPPORTED = 'DeadLettersUnsupported';

  /**
   * `DeadLetters.toQueue`, `QueueConsumer`. Lambda, EventBridge and SQS reach queues of their own region only, and the
   * other region may be the one that is gone.
   */
  static readonly DEAD_LETTERS_OF_OTHER_REGION = 'DeadLettersOfOtherRegion';

  /** `QueueConsumer`. SQS would refuse the redrive policy. */
  static readonly DEAD_LETTERS_OF_OTHER_ACCOUNT = 'DeadLettersOfOtherAccount';

  /**
   * `DeadLetters.toQueue` of an `ObjectIngest`, or of a `ResilientFunction` with `notify.onFailure`. The policy of that
   * key is AWS's, and names no service that could send.
   */
  static readonly DEAD_LETTERS_KEY_UNSUPPORTED = 'DeadLettersKeyUnsupported';

  /** `DeadLetterQueue`, at synth. Topics are one statement together, and so are rules; what you add is one each. */
  static readonly QUEUE_POLICY_SIZE_OUT_OF_RANGE = 'QueuePolicySizeOutOfRange';

  /** `QueueConsumer`. A message that waited for long would be deleted soon after it became a dead letter. */
  static readonly DEAD_LETTER_RETENTION_TOO_SHORT = 'DeadLetterRetentionTooShort';

  /** `QueueConsumer`, `queue`. */
  static readonly DEAD_LETTERS_CONFLICT = 'DeadLettersConflict';

  /** `QueueConsumer`. */
  static readonly QUEUE_VISIBILITY_TOO_SHORT = 'QueueVisibilityTooShort';

  /** `QueueConsumer`. The function is imported, or its timeout is a token. */
  static readonly QUEUE_VISIBILITY_MISSING = 'QueueVisibilityMissing';

  /** `QueueConsumer`, `visibilityTimeout`. Beyond SQS's limits. */
  static readonly QUEUE_VISIBILITY_OUT_OF_RANGE = 'QueueVisibilityOutOfRange';

  /** `QueueConsumer`, `retention`. Beyond SQS's limits. */
  static readonly QUEUE_RETENTION_OUT_OF_RANGE = 'QueueRetentionOutOfRange';

  /**
   * `QueueConsumer`. Attempts are a visibility timeout apart, and a message that fails would be gone before the last of
   * them.
   */
  static readonly QUEUE_RETENTION_TOO_SHORT = 'QueueRetentionTooShort';

  /** `QueueConsumer`. */
  static readonly MAX_RECEIVE_COUNT_OUT_OF_RANGE = 'MaxReceiveCountOutOfRange';

  /** `QueueConsumer`. Lambda reads queues of its own region only. */
  static readonly QUEUE_OF_OTHER_REGION = 'QueueOfOtherRegion';

  /** `QueueConsumer`. The construct writes no policies for another account. */
  static readonly QUEUE_OF_OTHER_ACCOUNT = 'QueueOfOtherAccount';

  /** `QueueConsumer`. The option is the queue's, and the queue is there already. */
  static readonly CONSUMER_OPTION_UNUSED = 'ConsumerOptionUnused';

  /** `QueueConsumer`. */
  static readonly BATCH_SIZE_OUT_OF_RANGE = 'BatchSizeOutOfRange';

  /** `QueueConsumer`. */
  static readonly BATCHING_WINDOW_OUT_OF_RANGE = 'BatchingWindowOutOfRange';

  /** `QueueConsumer`, `ObjectIngest`. */
  static readonly MAX_CONCURRENCY_OUT_OF_RANGE = 'MaxConcurrencyOutOfRange';

  /** `QueueConsumer`. */
  static readonly MAX_MESSAGE_AGE_OUT_OF_RANGE = 'MaxMessageAgeOutOfRange';

  /** `ObjectIngest`. It is not told what to do with objects. */
  static readonly INGEST_TARGET_MISSING = 'IngestTargetMissing';

  /** `ObjectIngest`. It is told twice what to do with objects. */
  static readonly INGEST_TARGET_CONFLICT = 'IngestTargetConflict';

  /** `ObjectIngest`. The option is the recorder's, and there is none. */
  static readonly INGEST_OPTION_UNUSED = 'IngestOptionUnused';

  /** `ObjectIngest`. No object would be recorded, or each. */
  static readonly OBJECT_SIZE_OUT_OF_RANGE = 'ObjectSizeOutOfRange';

  /** `ObjectIngest`. */
  static readonly RETRY_FOR_OUT_OF_RANGE = 'RetryForOutOfRange';

  /** `ObjectIngest`, at synth. The bucket's notifications to EventBridge are off. */
  static readonly BUCKET_EVENTS_MISSING = 'BucketEventsMissing';

  /** `Trigger`. */
  static readonly TRIGGER_SOURCE_MISSING = 'TriggerSourceMissing';

  /** `TriggerSource.tableStream`. */
  static readonly TABLE_STREAM_MISSING = 'TableStreamMissing';

  /**
   * `TriggerSource.schedule` below a service. A schedule stands in every region of a service, and each region would run
   * it, every time.
   */
  static readonly SCHEDULE_STANDBY_MISSING = 'ScheduleStandbyMissing';

  /**
   * `StandbyRuns.onlyWhereActive`. A rate begins when its rule was made, so the ticks of two regions have nothing by
   * which they are the same.
   */
  static readonly SCHEDULE_UNSUPPORTED = 'ScheduleUnsupported';

  /** `StandbyRuns.onlyWhereActive`. */
  static readonly TAKE_OVER_OUT_OF_RANGE = 'TakeOverOutOfRange';

  /** `StandbyRuns.onlyWhereActive`. */
  static readonly RUNS_TABLE_MISSING = 'RunsTableMissing';

  /** `StandbyRuns.onlyWhereActive`. Each run is noted under one key, and every region has to see the note. */
  static readonly RUNS_TABLE_UNSUPPORTED = 'RunsTableUnsupported';

  /** `StandbyRuns.onlyWhereActive`. */
  static readonly RUNS_TABLE_OF_OTHER_REGION = 'RunsTableOfOtherRegion';

  /** `Retry`. Step Functions would refuse the retrier. */
  static readonly RETRY_OUT_OF_RANGE = 'RetryOutOfRange';

  /** `RetryingWorkflow`, `WorkflowStep.parallel`. */
  static readonly WORKFLOW_STEP_MISSING = 'WorkflowStepMissing';

  /** `RetryingWorkflow`, `WorkflowStep.parallel`. */
  static readonly WORKFLOW_STEP_REPEATED = 'WorkflowStepRepeated';

  /**
   * `WorkflowStep`. The name becomes a path in the state of an execution, and part of the names of states around it.
   */
  static readonly WORKFLOW_STEP_NAME_INVALID = 'WorkflowStepNameInvalid';

  /** `RetryingWorkflow`. Step Functions calls functions of its own region only. */
  static readonly WORKFLOW_STEP_OF_OTHER_REGION = 'WorkflowStepOfOtherRegion';

  /** `WorkflowStep.parallel`. */
  static readonly WORKFLOW_BRANCH_UNSUPPORTED = 'WorkflowBranchUnsupported';

  /** `WorkflowStep.invoke`, `undo`. */
  static readonly WORKFLOW_UNDO_CONFLICT = 'WorkflowUndoConflict';

  /** `WorkflowStep.invoke`, `timeout`. Two attempts would run at the same time. */
  static readonly WORKFLOW_STEP_TIMEOUT_TOO_SHORT = 'WorkflowStepTimeoutTooShort';

  /** `WorkflowStep.invoke`, `timeout`. */
  static readonly WORKFLOW_STEP_TIMEOUT_OUT_OF_RANGE = 'WorkflowStepTimeoutOutOfRange';

  /** `WorkflowStep.wait`. */
  static readonly WORKFLOW_WAIT_OUT_OF_RANGE = 'WorkflowWaitOutOfRange';

  /** `RetryingWorkflow`, `timeout`. A STANDARD execution takes a year at most, an EXPRESS one 5 minutes. */
  static readonly WORKFLOW_TIMEOUT_OUT_OF_RANGE = 'WorkflowTimeoutOutOfRange';

  /**
   * `RetryingWorkflow`, `timeout`. Step Functions ends an execution at its time limit, in the middle of what it does.
   * Every attempt counts with its timeout, every wait with its longest: full jitter waits up to that.
   */
  static readonly WORKFLOW_TIMEOUT_TOO_SHORT = 'WorkflowTimeoutTooShort';

  /** `RetryingWorkflow`. */
  static readonly WORKFLOW_HISTORY_TOO_LONG = 'WorkflowHistoryTooLong';

  /** `WorkflowGuard`. */
  static readonly WORKFLOW_GUARD_UNUSED = 'WorkflowGuardUnused';

  /**
   * `ResilientService`, `Failover.validateRto`. The bound is above the objective; the arithmetic is shown, and the
   * cheapest change that meets it, where there is one.
   */
  static readonly RTO_TOO_SHORT = 'RtoTooShort';

  /** `Failover.activePassive`, `FailoverTiming`. Route 53 has two intervals. */
  static readonly HEALTH_INTERVAL_OUT_OF_RANGE = 'HealthIntervalOutOfRange';

  /** `Failover.activePassive`, `FailoverTiming`. Beyond Route 53's limits. */
  static readonly FAILURE_THRESHOLD_OUT_OF_RANGE = 'FailureThresholdOutOfRange';

  /** `Failover.activePassive`. Fractions, or a token. */
  static readonly TTL_OUT_OF_RANGE = 'TtlOutOfRange';

  /**
   * `FailoverTiming`, `RecoveryTime`, `RecoveryPoint`, `Availability`. A time that the arithmetic needs is negative, or
   * not a number.
   */
  static readonly TIMING_OUT_OF_RANGE = 'TimingOutOfRange';

  /** `Failover.activePassive`. The arithmetic needs the time at synth. */
  static readonly TIMING_UNRESOLVED = 'TimingUnresolved';

  /** `FailoverDomain`. Route 53 would refuse the record. Upper case and a trailing dot are accepted. */
  static readonly DOMAIN_OF_OTHER_ZONE = 'DomainOfOtherZone';

  /** `ResilientService`, `FailoverDomain`. Two sources for one fact. */
  static readonly ZONE_CONFLICT = 'ZoneConflict';

  /**
   * `ResilientService`, `FailoverDomain`; at synth where a VPC is added later. The zone has VPCs. An imported zone does
   * not tell, and is not checked.
   */
  static readonly ZONE_UNSUPPORTED = 'ZoneUnsupported';

  /**
   * `ResilientService`, `FailoverDomain`. Its id is known when that stack is deployed, so this region would refer to
   * the other.
   */
  static readonly ZONE_OF_OTHER_REGION = 'ZoneOfOtherRegion';

  /** `FailoverDomain`, `ResilientService.exposeHttp`. */
  static readonly CERTIFICATE_OF_OTHER_REGION = 'CertificateOfOtherRegion';

  /** `FailoverDomain`. JavaScript gave another text, or none, and the record would be a second SECONDARY. */
  static readonly FAILOVER_ROLE_INVALID = 'FailoverRoleInvalid';

  /** `FailoverDomain`. By weight or latency every healthy region answers, and none stands by. */
  static readonly FAILOVER_ROLE_UNUSED = 'FailoverRoleUnused';

  /** `FailoverDomain`. Of more than two regions, their order says which takes over from which. */
  static readonly FAILOVER_ROLE_CONFLICT = 'FailoverRoleConflict';

  /** `FailoverDomain`. */
  static readonly FAILOVER_REGIONS_CONFLICT = 'FailoverRegionsConflict';

  /** `FailoverDomain`. Route 53 refuses records of one name that are chosen in different ways. */
  static readonly ROUTING_CONFLICT = 'RoutingConflict';

  /** `Failover.activeActive`. */
  static readonly ROUTING_UNSUPPORTED = 'RoutingUnsupported';

  /**
   * `Routing.weighted`. Beyond Route 53's limits; or every weight is 0, which does not mean that nobody is led
   * anywhere.
   */
  static readonly WEIGHT_OUT_OF_RANGE = 'WeightOutOfRange';

  /** `Routing.weighted` of a `ResilientService` or a `FailoverDomain`. */
  static readonly WEIGHT_REGION_UNKNOWN = 'WeightRegionUnknown';

  /** `Routing.weighted` of a `ResilientService` or a `FailoverDomain`. */
  static readonly WEIGHT_MISSING = 'WeightMissing';

  /**
   * `Routing.weighted` of a `ResilientService` or a `FailoverDomain`. Route 53 answers with a weight of 0 only when
   * every region with a weight above 0 is unhealthy: that region is a standby. Its alarms, its health route and the
   * report depend on which it is.
   */
  static readonly WEIGHT_CONFLICT = 'WeightConflict';

  /** `Authorization.jwt`. API Gateway reads the keys of the issuer from `<issuer>/.well-known/openid-configuration`. */
  static readonly TOKEN_ISSUER_INVALID = 'TokenIssuerInvalid';

  /** `Authorization.jwt`. */
  static readonly TOKEN_AUDIENCE_MISSING = 'TokenAudienceMissing';

  /** `FailoverDomain`. JavaScript left `endpoint` out. */
  static readonly ENDPOINT_MISSING = 'EndpointMissing';

  /** `FailoverDomain`. The record of one region would lead to the other, and its health check look there. */
  static readonly ENDPOINT_OF_OTHER_REGION = 'EndpointOfOtherRegion';

  /** `FailoverDomain`. Two of one role for one name. */
  static readonly FAILOVER_RECORD_REPEATED = 'FailoverRecordRepeated';

  /** `FailoverDomain`. */
  static readonly FAILOVER_REGION_REPEATED = 'FailoverRegionRepeated';

  /** `Health.deep`. A dependency of another region would turn one outage into two. */
  static readonly HEALTH_OF_OTHER_REGION = 'HealthOfOtherRegion';

  /** `Health.deep`, `Health.ownRoute`. Route 53 would refuse it, or ask another path than the route's. */
  static readonly HEALTH_PATH_INVALID = 'HealthPathInvalid';

  /** `Health.deep`. An older answer says too little about now. */
  static readonly HEALTH_CACHE_OUT_OF_RANGE = 'HealthCacheOutOfRange';

  /**
   * `Failback.afterCatchUp`, `longestHold`. Replication that is behind takes minutes, and a region that is held for
   * longer than a day needs a person.
   */
  static readonly HEALTH_HOLD_OUT_OF_RANGE = 'HealthHoldOutOfRange';

  /** `Health.deep`, `failback`. The heartbeats that tell what has arrived are kept in replicated tables. */
  static readonly HEALTH_HOLD_UNUSED = 'HealthHoldUnused';

  /**
   * `Health.deep`, `routes`. What is asked every few seconds must change nothing, and a variable would be asked for as
   * it is written.
   */
  static readonly HEALTH_ROUTE_INVALID = 'HealthRouteInvalid';

  /**
   * `HttpEndpoint`, `Health.deep({ routes })`. API Gateway would never call the function with it, so the answer says
   * nothing.
   */
  static readonly HEALTH_ROUTE_UNKNOWN = 'HealthRouteUnknown';

  /** `HttpEndpoint`. */
  static readonly ROUTE_INVALID = 'RouteInvalid';

  /**
   * `HttpEndpoint`. API Gateway tells routes apart by method and path, and not by the names of variables: it would
   * refuse the second one.
   */
  static readonly ROUTE_REPEATED = 'RouteRepeated';

  /** `Health`, `HttpEndpoint`. A health check on such a path would be green for ever. */
  static readonly PATH_UNSUPPORTED = 'PathUnsupported';

  /** `Health.deep`, `Health.shallow`. */
  static readonly HEALTH_CONCURRENCY_OUT_OF_RANGE = 'HealthConcurrencyOutOfRange';

  /** `HttpEndpoint`, `rateLimit` and `burstLimit`. */
  static readonly THROTTLE_OUT_OF_RANGE = 'ThrottleOutOfRange';

  /** `RegionIndependence.require`. One region could not deploy while another is gone; each tie is a line. */
  static readonly REFERENCE_OF_OTHER_REGION = 'ReferenceOfOtherRegion';

  /** `ReplicatedTable`, `ReplicatedBucket`. Two sources for one fact. */
  static readonly REPLICA_REGIONS_CONFLICT = 'ReplicaRegionsConflict';

  /** `ReplicatedTable`, `ReplicatedBucket`. The replica would be where the data is already. */
  static readonly REPLICA_REGION_REPEATED = 'ReplicaRegionRepeated';

  /** `ReplicatedTable`, `ReplicatedBucket`. Names and alarms are made for known regions. */
  static readonly REPLICA_REGION_UNRESOLVED = 'ReplicaRegionUnresolved';

  /** `ReplicatedBucket`, its metrics of replication. */
  static readonly BUCKET_PEER_MISSING = 'BucketPeerMissing';

  /** `ReplicatedTable`. */
  static readonly TABLE_NAME_INVALID = 'TableNameInvalid';

  /** `ReplicatedBucket`. */
  static readonly BUCKET_NAME_INVALID = 'BucketNameInvalid';

  /**
   * `ReplicatedTable.inRegion`, `ReplicatedBucket.inRegion`. Something would have to reach the data over a region's
   * border.
   */
  static readonly REPLICA_MISSING = 'ReplicaMissing';

  /** `ReplicatedTable`. Beyond the limits of point-in-time recovery. */
  static readonly RECOVERY_PERIOD_OUT_OF_RANGE = 'RecoveryPeriodOutOfRange';

  /** `ReplicatedTable`. */
  static readonly RECOVERY_PERIOD_UNRESOLVED = 'RecoveryPeriodUnresolved';

  /** `ReplicatedTable`, `ReplicatedBucket`. A region would have no key. */
  static readonly KEY_MISSING = 'KeyMissing';

  /** `ReplicatedTable`, `ReplicatedBucket`. The data is not in that region. */
  static readonly KEY_UNUSED = 'KeyUnused';

  /**
   * `ReplicatedTable`, `ReplicatedBucket`. An alias, which rights cannot name; or the reference to a key of some stack,
   * which would tie the regions to it.
   */
  static readonly KEY_ARN_INVALID = 'KeyArnInvalid';

  /** `ReplicatedTable`, `ReplicatedBucket`. */
  static readonly KEY_OF_OTHER_REGION = 'KeyOfOtherRegion';

  /** `ReplicatedTable`. */
  static readonly REPLICATION_LATENCY_OUT_OF_RANGE = 'ReplicationLatencyOutOfRange';

  /** `ReplicatedBucket`. */
  static readonly VERSION_EXPIRATION_OUT_OF_RANGE = 'VersionExpirationOutOfRange';

  /** `IdempotencyStore.protect`. */
  static readonly FUNCTION_UNSUPPORTED = 'FunctionUnsupported';

  /** `CrossRegionBackup`. A plan without a selection protects nothing. */
  static readonly BACKUP_RESOURCE_MISSING = 'BackupResourceMissing';

  /** `CrossRegionBackup`. */
  static readonly BACKUP_RESOURCE_UNSUPPORTED = 'BackupResourceUnsupported';

  /** `CrossRegionBackup`. Two sources for one fact. */
  static readonly COPY_REGION_CONFLICT = 'CopyRegionConflict';

  /** `CrossRegionBackup`, in a stack of no service. */
  static readonly COPY_REGION_MISSING = 'CopyRegionMissing';

  /** `CrossRegionBackup`. */
  static readonly COPY_REGION_REPEATED = 'CopyRegionRepeated';

  /** `CrossRegionBackup`. */
  static readonly COPY_REGION_UNRESOLVED = 'CopyRegionUnresolved';

  /** `CrossRegionBackup`. */
  static readonly VAULT_NAME_INVALID = 'VaultNameInvalid';

  /** `CrossRegionBackup`. AWS Backup has cron expressions only, and takes none that ticks more than once an hour. */
  static readonly BACKUP_SCHEDULE_INVALID = 'BackupScheduleInvalid';

  /** `RestoreTesting.scheduled`. AWS Backup has cron expressions only. */
  static readonly RESTORE_SCHEDULE_INVALID = 'RestoreScheduleInvalid';

  /** `CrossRegionBackup`. The region does not know the resource type, and the whole stack would fail to deploy. */
  static readonly RESTORE_TESTING_UNAVAILABLE = 'RestoreTestingUnavailable';

  /** `RestoreTesting.scheduled`. */
  static readonly RESTORE_WINDOW_OUT_OF_RANGE = 'RestoreWindowOutOfRange';

  /** `CrossRegionBackup`. */
  static readonly BACKUP_WINDOW_TOO_SHORT = 'BackupWindowTooShort';

  /** `CrossRegionBackup`. */
  static readonly BACKUP_LIFECYCLE_OUT_OF_RANGE = 'BackupLifecycleOutOfRange';

  /** `CrossRegionBackup`. AWS charges cold storage for 90 days at least, and refuses less. */
  static readonly COLD_STORAGE_TOO_SHORT = 'ColdStorageTooShort';

  /** `CrossRegionBackup`. AWS Backup would refuse it. */
  static readonly CONTINUOUS_BACKUP_CONFLICT = 'ContinuousBackupConflict';

  /** `CrossRegionBackup`. AWS Backup would do nothing of it, in silence. */
  static readonly CONTINUOUS_BACKUP_UNUSED = 'ContinuousBackupUnused';

  /** `VaultLock.governance`, `VaultLock.compliance`. */
  static readonly VAULT_LOCK_PERIOD_OUT_OF_RANGE = 'VaultLockPeriodOutOfRange';

  /** `VaultLock.governance`, `VaultLock.compliance`. JavaScript left it out. */
  static readonly VAULT_LOCK_PERIOD_MISSING = 'VaultLockPeriodMissing';

  /** `CrossRegionBackup`, `vaultLock`. A locked vault refuses jobs whose retention is outside of its limits. */
  static readonly BACKUP_RETENTION_OUT_OF_RANGE = 'BackupRetentionOutOfRange';

  /** `FaultExperiment`. JavaScript left `fault` out, or gave a name. */
  static readonly FAULT_MISSING = 'FaultMissing';

  /** `FaultExperiment`. FIS would take a template without a stop condition; this library does not. */
  static readonly STOP_ALARM_MISSING = 'StopAlarmMissing';

  /** `FaultExperiment`. FIS would take the template and refuse to start it. */
  static readonly STOP_ALARM_OF_OTHER_REGION = 'StopAlarmOfOtherRegion';

  /** `FaultExperiment`. A quota that cannot be raised. */
  static readonly STOP_ALARMS_TOO_MANY = 'StopAlarmsTooMany';

  /** `FaultExperiment`. The region does not know the resource type, and the whole stack would fail to deploy. */
  static readonly EXPERIMENT_UNAVAILABLE = 'ExperimentUnavailable';

  /** `FaultExperiment`. */
  static readonly EXPERIMENT_DURATION_OUT_OF_RANGE = 'ExperimentDurationOutOfRange';

  /** `Fault`. Nothing is named, or more than FIS takes: 5 functions or tables, 20 buckets. */
  static readonly FAULT_TARGETS_OUT_OF_RANGE = 'FaultTargetsOutOfRange';

  /** `Fault`. Something is named that has no ARN, such as a `ReplicatedTable` in place of its part in this region. */
  static readonly FAULT_TARGET_INVALID = 'FaultTargetInvalid';

  /** `FaultExperiment`. FIS reaches its own region only. */
  static readonly FAULT_TARGET_OF_OTHER_REGION = 'FaultTargetOfOtherRegion';

  /** `Fault`. A function gets a layer and variables, a bucket a tag; what is only imported cannot get them. */
  static readonly FAULT_TARGET_UNSUPPORTED = 'FaultTargetUnsupported';

  /** `Fault`. */
  static readonly FAULT_PERCENTAGE_OUT_OF_RANGE = 'FaultPercentageOutOfRange';

  /** `Fault.delayInvocations`. */
  static readonly FAULT_DELAY_OUT_OF_RANGE = 'FaultDelayOutOfRange';

  /** `Fault.delayInvocations`. A slow function and one that times out are two experiments. */
  static readonly FAULT_DELAY_TOO_LONG = 'FaultDelayTooLong';

  /** `Fault.answerInvocations`. */
  static readonly FAULT_STATUS_CODE_OUT_OF_RANGE = 'FaultStatusCodeOutOfRange';

  /** `FaultExperiment`. A function has one such script and one place to read faults from. */
  static readonly FAULT_EXTENSION_CONFLICT = 'FaultExtensionConflict';

  /** `Fault.pauseTableReplication`. */
  static readonly TABLE_PAUSE_UNSUPPORTED = 'TablePauseUnsupported';

  /** `AutomaticRecovery`. Nothing would ever start it. */
  static readonly SYMPTOM_MISSING = 'SymptomMissing';

  /** `AutomaticRecovery`. The alarm could not ring, or would always. */
  static readonly SYMPTOM_OUT_OF_RANGE = 'SymptomOutOfRange';

  /** `AutomaticRecovery`. No recovery would be allowed, or its limit would count none. */
  static readonly RECOVERY_OUT_OF_RANGE = 'RecoveryOutOfRange';

  /** `Redrive`. */
  static readonly REDRIVE_LETTERS_UNSUPPORTED = 'RedriveLettersUnsupported';

  /** `Redrive`, `to`. */
  static readonly REDRIVE_TARGET_CONFLICT = 'RedriveTargetConflict';

  /** `Redrive`. */
  static readonly REDRIVE_OF_OTHER_REGION = 'RedriveOfOtherRegion';

  /** `Redrive`. */
  static readonly REDRIVE_OUT_OF_RANGE = 'RedriveOutOfRange';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. */
  static readonly ALARM_THRESHOLD_OUT_OF_RANGE = 'AlarmThresholdOutOfRange';

  /**
   * `Alarms.recommended`, `Alarms.failuresOnly`, `ResilientFunction`. The alarm would always ring, or never: Lambda
   * ends an invocation at its timeout.
   */
  static readonly ALARM_LATENCY_OUT_OF_RANGE = 'AlarmLatencyOutOfRange';

  /** `Alarms.recommended`, `Alarms.failuresOnly`, `latencyStatistic`. */
  static readonly ALARM_STATISTIC_INVALID = 'AlarmStatisticInvalid';

  /** `Alarms.recommended`, `Alarms.failuresOnly`, `runbook`. */
  static readonly ALARM_RUNBOOK_INVALID = 'AlarmRunbookInvalid';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. The alarm could never ring. */
  static readonly ALARM_DATAPOINTS_OUT_OF_RANGE = 'AlarmDatapointsOutOfRange';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. */
  static readonly ALARM_PERIOD_OUT_OF_RANGE = 'AlarmPeriodOutOfRange';

  /** `Alarms.recommended`, `Alarms.failuresOnly`. CloudWatch looks back one day at most. */
  static readonly ALARM_WINDOW_TOO_LONG = 'AlarmWindowTooLong';

  /** `Alarms.recommended`. */
  static readonly ALARM_SILENCE_OUT_OF_RANGE = 'AlarmSilenceOutOfRange';

  /** `Alarms.recommended`, `PrometheusRules`, `topic`. */
  static readonly ALARM_TOPIC_OF_OTHER_REGION = 'AlarmTopicOfOtherRegion';

  /** `AlarmTopics.existing`. */
  static readonly ALARM_TOPIC_INVALID = 'AlarmTopicInvalid';

  /** `AlarmTopics.existing`. */
  static readonly ALARM_TOPIC_MISSING = 'AlarmTopicMissing';

  /** `ResilientService`. */
  static readonly ALARM_TOPIC_CONFLICT = 'AlarmTopicConflict';

  /** `ServiceAlarm.add`, `ServiceAlarm.muteWhile`. */
  static readonly ALARM_OF_OTHER_REGION = 'AlarmOfOtherRegion';

  /** `ServiceAlarm.muteWhile`. */
  static readonly MUTE_REPEATED = 'MuteRepeated';

  /** `LogAlarm`, `pattern`. CloudWatch would refuse it at deployment, or no line would ever match. */
  static readonly LOG_PATTERN_INVALID = 'LogPatternInvalid';

  /** `LogAlarm`, `logGroup`. */
  static readonly LOG_GROUP_OF_OTHER_REGION = 'LogGroupOfOtherRegion';

  /** `PrometheusRules`, `workspaceArn`. */
  static readonly PROMETHEUS_WORKSPACE_INVALID = 'PrometheusWorkspaceInvalid';

  /** `PrometheusRules`, `workspaceArn`. */
  static readonly PROMETHEUS_WORKSPACE_OF_OTHER_REGION = 'PrometheusWorkspaceOfOtherRegion';

  /** `PrometheusRules`, `topic`. */
  static readonly PROMETHEUS_TOPIC_UNUSED = 'PrometheusTopicUnused';

  /** `ServiceDashboard`, at synth. */
  static readonly DASHBOARD_WIDGETS_TOO_MANY = 'DashboardWidgetsTooMany';

  /**
   * `ServiceDashboard`, at synth. All metrics of the alarms of the region and, as far as they can be named, of the
   * other regions, those in metric math too.
   */
  static readonly DASHBOARD_METRICS_TOO_MANY = 'DashboardMetricsTooMany';

  /** `Availability`. */
  static readonly SHARE_OUT_OF_RANGE = 'ShareOutOfRange';

  /** `StrandedEvents`. */
  static readonly AMOUNT_OUT_OF_RANGE = 'AmountOutOfRange';

  /** `ResilienceChecks.acknowledge`. An acknowledgement of nothing would be one that nobody notices. */
  static readonly RULE_UNKNOWN = 'RuleUnknown';

  /** `ResilienceChecks.acknowledge`. */
  static readonly REASON_MISSING = 'ReasonMissing';

  /** `ResilienceNagPack.validateScope`. */
  static readonly STAGE_MISSING = 'StageMissing';

  /** `ResilienceChecks`, `ResilienceNagPack`, `check`. A defect of ours: the check stops rather than look content. */
  static readonly RULE_FAILED = 'RuleFailed';

  /** `cdk-resilient-serverless`. */
  static readonly COMMAND_UNKNOWN = 'CommandUnknown';

  /** `cdk-resilient-serverless`. */
  static readonly ARGUMENT_INVALID = 'ArgumentInvalid';

  /** `redrive`. */
  static readonly REDRIVE_NOT_FOUND = 'RedriveNotFound';

  /** `redrive`. The stack was deployed before it had the `Redrive`. */
  static readonly REDRIVE_FAILED = 'RedriveFailed';

  /** `redrive`, `rollout`. The AWS CLI is not there, has no credentials, or may not do it. */
  static readonly AWS_CLI_FAILED = 'AwsCliFailed';

  /** `rollout`. */
  static readonly ROLLOUT_REGION_UNKNOWN = 'RolloutRegionUnknown';

  /** `rollout`. It deploys one region after the other. */
  static readonly ROLLOUT_UNSUPPORTED = 'RolloutUnsupported';

  /** `check`, `ResilienceNagPack`. */
  static readonly ASSEMBLY_NOT_FOUND = 'AssemblyNotFound';

  /** `check`. */
  static readonly ASSEMBLY_STACK_MISSING = 'AssemblyStackMissing';

  /** `check`. The assembly is incomplete or damaged. */
  static readonly ASSEMBLY_UNREADABLE = 'AssemblyUnreadable';

  /** `diff`. */
  static readonly REPORT_UNREADABLE = 'ReportUnreadable';

  /** `diff`. Another file, or a report of a newer version of this library. */
  static readonly REPORT_VERSION_UNKNOWN = 'ReportVersionUnknown';

  /** `cdk-resilient-serverless check --out`. */
  static readonly OUTPUT_FAILED = 'OutputFailed';

  private constructor() {}
}
