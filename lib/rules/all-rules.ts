import { alarmCheckInsufficientData } from './failover/alarm-check-insufficient-data';
import { alarmCheckTarget } from './failover/alarm-check-target';
import { aliasIgnoresTargetHealth } from './failover/alias-ignores-target-health';
import { failoverPairIncomplete } from './failover/failover-pair-incomplete';
import { failoverRecordDuplicated } from './failover/failover-record-duplicated';
import { failoverSetIdentifierShared } from './failover/failover-set-identifier-shared';
import { failoverToSameTarget } from './failover/failover-to-same-target';
import { failoverWithinRegion } from './failover/failover-within-region';
import { healthCheckDisabled } from './failover/health-check-disabled';
import { healthCheckInverted } from './failover/health-check-inverted';
import { healthCheckLimits } from './failover/health-check-limits';
import { healthCheckNotHttps } from './failover/health-check-not-https';
import { healthCheckOnClosedEndpoint } from './failover/health-check-on-closed-endpoint';
import { healthCheckOnFailoverName } from './failover/health-check-on-failover-name';
import { healthCheckOtherRegion } from './failover/health-check-other-region';
import { healthCheckPath } from './failover/health-check-path';
import { healthCheckShared } from './failover/health-check-shared';
import { healthCheckThresholdOfChildren } from './failover/health-check-threshold-of-children';
import { primaryWithoutHealthCheck } from './failover/primary-without-health-check';
import { recordTtlTooLong } from './failover/record-ttl-too-long';
import { routedRecordWithoutHealthCheck } from './failover/routed-record-without-health-check';
import { secondaryWithoutHealthCheck } from './failover/secondary-without-health-check';
import { healthCheckWithoutSni } from './failover/health-check-without-sni';
import { healthCheckSlow } from './failover/health-check-slow';
import { healthCheckPathStage } from './failover/health-check-path-stage';
import { failoverToEdgeEndpoint } from './failover/failover-to-edge-endpoint';
import { routedRecordOtherRegion } from './failover/routed-record-other-region';
import { certificateOfOtherRegion } from './failover/certificate-of-other-region';
import { distributionSingleRegion } from './failover/distribution-single-region';
import { routedRecordAlone } from './failover/routed-record-alone';
import { geolocationWithoutDefault } from './failover/geolocation-without-default';
import { domainWithoutMapping } from './failover/domain-without-mapping';
import { asyncFailureLoop } from './functions/async-failure-loop';
import { asyncFailurePathOnOtherQualifier } from './functions/async-failure-path-on-other-qualifier';
import { asyncFailurePath } from './functions/async-failure-path';
import { asyncRetryImplicit } from './functions/async-retry-implicit';
import { asyncRetryLimits } from './functions/async-retry-limits';
import { deadLetterNotPermitted } from './functions/dead-letter-not-permitted';
import { eventTargetDeadLetter } from './functions/event-target-dead-letter';
import { functionCallsOtherRegion } from './functions/function-calls-other-region';
import { functionDisabled } from './functions/function-disabled';
import { functionInvokedPastAlias } from './functions/function-invoked-past-alias';
import { functionRuntimeDeprecated } from './functions/function-runtime-deprecated';
import { functionTimeoutBehindApi } from './functions/function-timeout-behind-api';
import { scheduleExpression } from './functions/schedule-expression';
import { scheduledFailurePath } from './functions/scheduled-failure-path';
import { standbyCapacity } from './functions/standby-capacity';
import { standbyPartMissing } from './functions/standby-part-missing';
import { subscriptionDeadLetter } from './functions/subscription-dead-letter';
import { functionLimits } from './functions/function-limits';
import { provisionedAboveReserved } from './functions/provisioned-above-reserved';
import { invocationNotPermitted } from './functions/invocation-not-permitted';
import { functionInOneZone } from './functions/function-in-one-zone';
import { failureTopicUnsubscribed } from './functions/failure-topic-unsubscribed';
import { eventSourceDisabled } from './functions/event-source-disabled';
import { aliasOfLatest } from './functions/alias-of-latest';
import { deadLetterElsewhere } from './messages/dead-letter-elsewhere';
import { deadLetterIsSource } from './messages/dead-letter-is-source';
import { deadLetterRetention } from './messages/dead-letter-retention';
import { queueFifoMixed } from './messages/queue-fifo-mixed';
import { queueMaxReceiveCount } from './messages/queue-max-receive-count';
import { queuePartialBatch } from './messages/queue-partial-batch';
import { queueVisibilityBelowTimeout } from './messages/queue-visibility-below-timeout';
import { queueVisibilityTooShort } from './messages/queue-visibility-too-short';
import { queueWithoutDeadLetters } from './messages/queue-without-dead-letters';
import { streamFailurePath } from './messages/stream-failure-path';
import { pipeFailurePath } from './messages/pipe-failure-path';
import { streamBatchNotSplit } from './messages/stream-batch-not-split';
import { streamRetentionTooShort } from './messages/stream-retention-too-short';
import { queueBatchWindow } from './messages/queue-batch-window';
import { queueConsumerThrottled } from './messages/queue-consumer-throttled';
import { queueRetentionShort } from './messages/queue-retention-short';
import { queueLimits } from './messages/queue-limits';
import { deadLetterRedriveDenied } from './messages/dead-letter-redrive-denied';
import { deliveryNotPermitted } from './messages/delivery-not-permitted';
import { deliveryKeyNotUsable } from './messages/delivery-key-not-usable';
import { alarmDatapoints } from './alarms/alarm-datapoints';
import { alarmDimensionOtherRegion } from './alarms/alarm-dimension-other-region';
import { alarmDimensionUnknown } from './alarms/alarm-dimension-unknown';
import { alarmFeedingHealthCheck } from './alarms/alarm-feeding-health-check';
import { alarmMissingDataImplicit } from './alarms/alarm-missing-data-implicit';
import { alarmOnErrorsBreaching } from './alarms/alarm-on-errors-breaching';
import { alarmPeriod } from './alarms/alarm-period';
import { alarmWindow } from './alarms/alarm-window';
import { alarmWithoutAction } from './alarms/alarm-without-action';
import { compositeChildUnknown } from './alarms/composite-child-unknown';
import { deadLetterAgeUnwatched } from './alarms/dead-letter-age-unwatched';
import { deadLetterAlarmMetric } from './alarms/dead-letter-alarm-metric';
import { deadLettersUnwatched } from './alarms/dead-letters-unwatched';
import { errorAlarmWithoutSilenceTwin } from './alarms/error-alarm-without-silence-twin';
import { healthCheckAlarmRegion } from './alarms/health-check-alarm-region';
import { heartbeatMissingData } from './alarms/heartbeat-missing-data';
import { rateWithoutMinimumSample } from './alarms/rate-without-minimum-sample';
import { alarmThreshold } from './alarms/alarm-threshold';
import { alarmActionElsewhere } from './alarms/alarm-action-elsewhere';
import { alarmCheckSlow } from './alarms/alarm-check-slow';
import { alarmPeriodBelowMetric } from './alarms/alarm-period-below-metric';
import { alarmThresholdUnreachable } from './alarms/alarm-threshold-unreachable';
import { backedUpDataDestroyed } from './data/backed-up-data-destroyed';
import { bucketDeleteMarkersImplicit } from './data/bucket-delete-markers-implicit';
import { bucketNotTlsOnly } from './data/bucket-not-tls-only';
import { bucketPublic } from './data/bucket-public';
import { bucketReplicaKeyMissing } from './data/bucket-replica-key-missing';
import { bucketReplicationDisabled } from './data/bucket-replication-disabled';
import { bucketReplicationOneWay } from './data/bucket-replication-one-way';
import { bucketReplicationTimeWithoutMetrics } from './data/bucket-replication-time-without-metrics';
import { bucketReplicationToItself } from './data/bucket-replication-to-itself';
import { bucketReplicationWithoutTimeControl } from './data/bucket-replication-without-time-control';
import { bucketUnversioned } from './data/bucket-unversioned';
import { bucketVersionsKeptForever } from './data/bucket-versions-kept-forever';
import { globalNameRepeated } from './data/global-name-repeated';
import { keyOfOtherRegion } from './data/key-of-other-region';
import { replicationLatencyUnwatched } from './data/replication-latency-unwatched';
import { tableDeletionProtection } from './data/table-deletion-protection';
import { tableNotRetained } from './data/table-not-retained';
import { tablePointInTimeRecovery } from './data/table-point-in-time-recovery';
import { tableRecoveryPeriod } from './data/table-recovery-period';
import { tableReplicaMissing } from './data/table-replica-missing';
import { tableStrongConsistencyRegions } from './data/table-strong-consistency-regions';
import { tableStreamMissing } from './data/table-stream-missing';
import { tableHomeReplicaMissing } from './data/table-home-replica-missing';
import { globalTableRepeated } from './data/global-table-repeated';
import { bucketNotReplicated } from './data/bucket-not-replicated';
import { dataNotReplicated } from './data/data-not-replicated';
import { globalClusterSingleRegion } from './data/global-cluster-single-region';
import { dataInOneZone } from './data/data-in-one-zone';
import { databaseBackupRetention } from './data/database-backup-retention';
import { databaseDeletionProtection } from './data/database-deletion-protection';
import { dataNotRetained } from './data/data-not-retained';
import { keyNotRetained } from './data/key-not-retained';
import { bucketReplicationPartial } from './data/bucket-replication-partial';
import { bucketReplicationNotPermitted } from './data/bucket-replication-not-permitted';
import { backupColdStorage } from './backups/backup-cold-storage';
import { backupContinuousRetention } from './backups/backup-continuous-retention';
import { backupCopySameRegion } from './backups/backup-copy-same-region';
import { backupCopyVaultMissing } from './backups/backup-copy-vault-missing';
import { backupNeverRestored } from './backups/backup-never-restored';
import { backupOutsideVaultLock } from './backups/backup-outside-vault-lock';
import { backupPlanMissing } from './backups/backup-plan-missing';
import { backupSchedule } from './backups/backup-schedule';
import { backupSelectionEmpty } from './backups/backup-selection-empty';
import { backupSelectionMisses } from './backups/backup-selection-misses';
import { backupVaultNotRetained } from './backups/backup-vault-not-retained';
import { backupWithoutCopy } from './backups/backup-without-copy';
import { restoreTestSelectsNothing } from './backups/restore-test-selects-nothing';
import { backupWindow } from './backups/backup-window';
import { backupTooRare } from './backups/backup-too-rare';
import { backupRoleNotPermitted } from './backups/backup-role-not-permitted';
import { experimentDuration } from './experiments/experiment-duration';
import { experimentEmptyTarget } from './experiments/experiment-empty-target';
import { experimentPercentage } from './experiments/experiment-percentage';
import { experimentRoleShared } from './experiments/experiment-role-shared';
import { experimentStopUnknown } from './experiments/experiment-stop-unknown';
import { experimentTargetMissing } from './experiments/experiment-target-missing';
import { experimentWithoutStop } from './experiments/experiment-without-stop';
import { experimentActionUnknown } from './experiments/experiment-action-unknown';
import { experimentStopMissingData } from './experiments/experiment-stop-missing-data';
import { experimentExtensionMissing } from './experiments/experiment-extension-missing';
import { actionWildcard } from './privileges/action-wildcard';
import { failoverRoleControlPlane } from './privileges/failover-role-control-plane';
import { resourceWildcard } from './privileges/resource-wildcard';
import { crossRegionExport } from './regions/cross-region-export';
import { crossRegionImport } from './regions/cross-region-import';
import { crossRegionOutput } from './regions/cross-region-output';
import { remoteLookup } from './regions/remote-lookup';
import { remoteTarget } from './regions/remote-target';
import { standbyDependsOnPrimary } from './regions/standby-depends-on-primary';
import { eventEndpointNotReplicated } from './regions/event-endpoint-not-replicated';
import { workflowRetryBackoff } from './workflows/workflow-retry-backoff';
import { workflowRetryJitter } from './workflows/workflow-retry-jitter';
import { workflowTaskCatch } from './workflows/workflow-task-catch';
import { workflowTaskRetry } from './workflows/workflow-task-retry';
import { workflowTaskTimeout } from './workflows/workflow-task-timeout';
import { workflowRetryUnlimited } from './workflows/workflow-retry-unlimited';
import { deploymentAllAtOnce } from './delivery/deployment-all-at-once';
import { deploymentWithoutRollback } from './delivery/deployment-without-rollback';
import { scalingLimits } from './delivery/scaling-limits';
import { scalingTargetUtilisation } from './delivery/scaling-target-utilisation';
import { scalingToZero } from './delivery/scaling-to-zero';
import { deploymentAlarmUnknown } from './delivery/deployment-alarm-unknown';
import { scalingTargetUnknown } from './delivery/scaling-target-unknown';
import { scalingWithoutPolicy } from './delivery/scaling-without-policy';
import { deploymentGroupUnused } from './delivery/deployment-group-unused';
import { type Rule } from './rule';

/** Every rule, by area and name. A new rule is a file in its area's folder and a line here. */
export const ALL_RULES: readonly Rule[] = [
  alarmCheckInsufficientData,
  alarmCheckTarget,
  aliasIgnoresTargetHealth,
  failoverPairIncomplete,
  failoverRecordDuplicated,
  failoverSetIdentifierShared,
  failoverToSameTarget,
  failoverWithinRegion,
  healthCheckDisabled,
  healthCheckInverted,
  healthCheckLimits,
  healthCheckNotHttps,
  healthCheckOnClosedEndpoint,
  healthCheckOnFailoverName,
  healthCheckOtherRegion,
  healthCheckPath,
  healthCheckShared,
  healthCheckThresholdOfChildren,
  primaryWithoutHealthCheck,
  recordTtlTooLong,
  routedRecordWithoutHealthCheck,
  secondaryWithoutHealthCheck,
  healthCheckWithoutSni,
  healthCheckSlow,
  healthCheckPathStage,
  failoverToEdgeEndpoint,
  routedRecordOtherRegion,
  certificateOfOtherRegion,
  distributionSingleRegion,
  routedRecordAlone,
  geolocationWithoutDefault,
  domainWithoutMapping,
  asyncFailureLoop,
  asyncFailurePathOnOtherQualifier,
  asyncFailurePath,
  asyncRetryImplicit,
  asyncRetryLimits,
  deadLetterNotPermitted,
  eventTargetDeadLetter,
  functionCallsOtherRegion,
  functionDisabled,
  functionInvokedPastAlias,
  functionRuntimeDeprecated,
  functionTimeoutBehindApi,
  scheduleExpression,
  scheduledFailurePath,
  standbyCapacity,
  standbyPartMissing,
  subscriptionDeadLetter,
  functionLimits,
  provisionedAboveReserved,
  invocationNotPermitted,
  functionInOneZone,
  failureTopicUnsubscribed,
  eventSourceDisabled,
  aliasOfLatest,
  deadLetterElsewhere,
  deadLetterIsSource,
  deadLetterRetention,
  queueFifoMixed,
  queueMaxReceiveCount,
  queuePartialBatch,
  queueVisibilityBelowTimeout,
  queueVisibilityTooShort,
  queueWithoutDeadLetters,
  streamFailurePath,
  pipeFailurePath,
  streamBatchNotSplit,
  streamRetentionTooShort,
  queueBatchWindow,
  queueConsumerThrottled,
  queueRetentionShort,
  queueLimits,
  deadLetterRedriveDenied,
  deliveryNotPermitted,
  deliveryKeyNotUsable,
  alarmDatapoints,
  alarmDimensionOtherRegion,
  alarmDimensionUnknown,
  alarmFeedingHealthCheck,
  alarmMissingDataImplicit,
  alarmOnErrorsBreaching,
  alarmPeriod,
  alarmWindow,
  alarmWithoutAction,
  compositeChildUnknown,
  deadLetterAgeUnwatched,
  deadLetterAlarmMetric,
  deadLettersUnwatched,
  errorAlarmWithoutSilenceTwin,
  healthCheckAlarmRegion,
  heartbeatMissingData,
  rateWithoutMinimumSample,
  alarmThreshold,
  alarmActionElsewhere,
  alarmCheckSlow,
  alarmPeriodBelowMetric,
  alarmThresholdUnreachable,
  backedUpDataDestroyed,
  bucketDeleteMarkersImplicit,
  bucketNotTlsOnly,
  bucketPublic,
  bucketReplicaKeyMissing,
  bucketReplicationDisabled,
  bucketReplicationOneWay,
  bucketReplicationTimeWithoutMetrics,
  bucketReplicationToItself,
  bucketReplicationWithoutTimeControl,
  bucketUnversioned,
  bucketVersionsKeptForever,
  globalNameRepeated,
  keyOfOtherRegion,
  replicationLatencyUnwatched,
  tableDeletionProtection,
  tableNotRetained,
  tablePointInTimeRecovery,
  tableRecoveryPeriod,
  tableReplicaMissing,
  tableStrongConsistencyRegions,
  tableStreamMissing,
  tableHomeReplicaMissing,
  globalTableRepeated,
  bucketNotReplicated,
  dataNotReplicated,
  globalClusterSingleRegion,
  dataInOneZone,
  databaseBackupRetention,
  databaseDeletionProtection,
  dataNotRetained,
  keyNotRetained,
  bucketReplicationPartial,
  bucketReplicationNotPermitted,
  backupColdStorage,
  backupContinuousRetention,
  backupCopySameRegion,
  backupCopyVaultMissing,
  backupNeverRestored,
  backupOutsideVaultLock,
  backupPlanMissing,
  backupSchedule,
  backupSelectionEmpty,
  backupSelectionMisses,
  backupVaultNotRetained,
  backupWithoutCopy,
  restoreTestSelectsNothing,
  backupWindow,
  backupTooRare,
  backupRoleNotPermitted,
  experimentDuration,
  experimentEmptyTarget,
  experimentPercentage,
  experimentRoleShared,
  experimentStopUnknown,
  experimentTargetMissing,
  experimentWithoutStop,
  experimentActionUnknown,
  experimentStopMissingData,
  experimentExtensionMissing,
  actionWildcard,
  failoverRoleControlPlane,
  resourceWildcard,
  crossRegionExport,
  crossRegionImport,
  crossRegionOutput,
  remoteLookup,
  remoteTarget,
  standbyDependsOnPrimary,
  eventEndpointNotReplicated,
  workflowRetryBackoff,
  workflowRetryJitter,
  workflowTaskCatch,
  workflowTaskRetry,
  workflowTaskTimeout,
  workflowRetryUnlimited,
  deploymentAllAtOnce,
  deploymentWithoutRollback,
  scalingLimits,
  scalingTargetUtilisation,
  scalingToZero,
  deploymentAlarmUnknown,
  scalingTargetUnknown,
  scalingWithoutPolicy,
  deploymentGroupUnused,
];
