// Written by `npm run docs:rules` from the files of the areas.
import { alarmCheckInsufficientData } from './failover/alarm-check-insufficient-data';
import { alarmCheckTarget } from './failover/alarm-check-target';
import { aliasIgnoresTargetHealth } from './failover/alias-ignores-target-health';
import { certificateOfOtherRegion } from './failover/certificate-of-other-region';
import { distributionSingleRegion } from './failover/distribution-single-region';
import { domainWithoutMapping } from './failover/domain-without-mapping';
import { failoverPairIncomplete } from './failover/failover-pair-incomplete';
import { failoverRecordDuplicated } from './failover/failover-record-duplicated';
import { failoverSetIdentifierShared } from './failover/failover-set-identifier-shared';
import { failoverToEdgeEndpoint } from './failover/failover-to-edge-endpoint';
import { failoverToSameTarget } from './failover/failover-to-same-target';
import { failoverUnannounced } from './failover/failover-unannounced';
import { failoverWithinRegion } from './failover/failover-within-region';
import { geolocationWithoutDefault } from './failover/geolocation-without-default';
import { healthCheckDisabled } from './failover/health-check-disabled';
import { healthCheckInverted } from './failover/health-check-inverted';
import { healthCheckLimits } from './failover/health-check-limits';
import { healthCheckNotHttps } from './failover/health-check-not-https';
import { healthCheckOfGateway } from './failover/health-check-of-gateway';
import { healthCheckOnClosedEndpoint } from './failover/health-check-on-closed-endpoint';
import { healthCheckOnFailoverName } from './failover/health-check-on-failover-name';
import { healthCheckOtherRegion } from './failover/health-check-other-region';
import { healthCheckPastHandler } from './failover/health-check-past-handler';
import { healthCheckPath } from './failover/health-check-path';
import { healthCheckPathStage } from './failover/health-check-path-stage';
import { healthCheckShared } from './failover/health-check-shared';
import { healthCheckSlow } from './failover/health-check-slow';
import { healthCheckThresholdOfChildren } from './failover/health-check-threshold-of-children';
import { healthCheckWithoutCredentials } from './failover/health-check-without-credentials';
import { healthCheckWithoutRoute } from './failover/health-check-without-route';
import { healthCheckWithoutSni } from './failover/health-check-without-sni';
import { primaryWithoutHealthCheck } from './failover/primary-without-health-check';
import { recordTtlTooLong } from './failover/record-ttl-too-long';
import { routedRecordAlone } from './failover/routed-record-alone';
import { routedRecordOtherRegion } from './failover/routed-record-other-region';
import { routedRecordWithoutHealthCheck } from './failover/routed-record-without-health-check';
import { secondaryWithoutHealthCheck } from './failover/secondary-without-health-check';
import { aliasOfLatest } from './functions/alias-of-latest';
import { asyncFailureLoop } from './functions/async-failure-loop';
import { asyncFailurePath } from './functions/async-failure-path';
import { asyncFailurePathOnOtherQualifier } from './functions/async-failure-path-on-other-qualifier';
import { asyncRetryImplicit } from './functions/async-retry-implicit';
import { asyncRetryLimits } from './functions/async-retry-limits';
import { deadLetterNotPermitted } from './functions/dead-letter-not-permitted';
import { eventSourceDisabled } from './functions/event-source-disabled';
import { eventTargetDeadLetter } from './functions/event-target-dead-letter';
import { failureTopicUnsubscribed } from './functions/failure-topic-unsubscribed';
import { functionCallsOtherRegion } from './functions/function-calls-other-region';
import { functionDisabled } from './functions/function-disabled';
import { functionInOneZone } from './functions/function-in-one-zone';
import { functionInvokedPastAlias } from './functions/function-invoked-past-alias';
import { functionLimits } from './functions/function-limits';
import { functionRuntimeDeprecated } from './functions/function-runtime-deprecated';
import { functionTimeoutBehindApi } from './functions/function-timeout-behind-api';
import { invocationNotPermitted } from './functions/invocation-not-permitted';
import { permissionMissesRoute } from './functions/permission-misses-route';
import { provisionedAboveReserved } from './functions/provisioned-above-reserved';
import { routesOfEqualShape } from './functions/routes-of-equal-shape';
import { scheduleExpression } from './functions/schedule-expression';
import { scheduledFailurePath } from './functions/scheduled-failure-path';
import { standbyCapacity } from './functions/standby-capacity';
import { standbyPartMissing } from './functions/standby-part-missing';
import { subscriptionDeadLetter } from './functions/subscription-dead-letter';
import { deadLetterElsewhere } from './messages/dead-letter-elsewhere';
import { deadLetterIsSource } from './messages/dead-letter-is-source';
import { deadLetterRedriveDenied } from './messages/dead-letter-redrive-denied';
import { deadLetterRetention } from './messages/dead-letter-retention';
import { deliveryKeyNotUsable } from './messages/delivery-key-not-usable';
import { deliveryNotPermitted } from './messages/delivery-not-permitted';
import { pipeFailurePath } from './messages/pipe-failure-path';
import { queueBatchWindow } from './messages/queue-batch-window';
import { queueConsumerThrottled } from './messages/queue-consumer-throttled';
import { queueFifoMixed } from './messages/queue-fifo-mixed';
import { queueLimits } from './messages/queue-limits';
import { queueMaxReceiveCount } from './messages/queue-max-receive-count';
import { queuePartialBatch } from './messages/queue-partial-batch';
import { queuePolicyLimits } from './messages/queue-policy-limits';
import { queuePolicyRepeated } from './messages/queue-policy-repeated';
import { queueRetentionShort } from './messages/queue-retention-short';
import { queueVisibilityBelowTimeout } from './messages/queue-visibility-below-timeout';
import { queueVisibilityTooShort } from './messages/queue-visibility-too-short';
import { queueWithoutDeadLetters } from './messages/queue-without-dead-letters';
import { streamBatchNotSplit } from './messages/stream-batch-not-split';
import { streamFailurePath } from './messages/stream-failure-path';
import { streamRetentionTooShort } from './messages/stream-retention-too-short';
import { alarmActionElsewhere } from './alarms/alarm-action-elsewhere';
import { alarmCheckSlow } from './alarms/alarm-check-slow';
import { alarmDatapoints } from './alarms/alarm-datapoints';
import { alarmDimensionOtherRegion } from './alarms/alarm-dimension-other-region';
import { alarmDimensionUnknown } from './alarms/alarm-dimension-unknown';
import { alarmFeedingHealthCheck } from './alarms/alarm-feeding-health-check';
import { alarmMissingDataImplicit } from './alarms/alarm-missing-data-implicit';
import { alarmOnErrorsBreaching } from './alarms/alarm-on-errors-breaching';
import { alarmPeriod } from './alarms/alarm-period';
import { alarmPeriodBelowMetric } from './alarms/alarm-period-below-metric';
import { alarmQueryOperator } from './alarms/alarm-query-operator';
import { alarmThreshold } from './alarms/alarm-threshold';
import { alarmThresholdUnreachable } from './alarms/alarm-threshold-unreachable';
import { alarmWindow } from './alarms/alarm-window';
import { alarmWithoutAction } from './alarms/alarm-without-action';
import { compositeChildUnknown } from './alarms/composite-child-unknown';
import { compositeCircular } from './alarms/composite-circular';
import { dashboardDimensionUnknown } from './alarms/dashboard-dimension-unknown';
import { deadLetterAgeUnwatched } from './alarms/dead-letter-age-unwatched';
import { deadLetterAlarmMetric } from './alarms/dead-letter-alarm-metric';
import { deadLettersUnwatched } from './alarms/dead-letters-unwatched';
import { decisionOnSharedAlarm } from './alarms/decision-on-shared-alarm';
import { errorAlarmWithoutSilenceTwin } from './alarms/error-alarm-without-silence-twin';
import { healthCheckAlarmRegion } from './alarms/health-check-alarm-region';
import { heartbeatMissingData } from './alarms/heartbeat-missing-data';
import { rateWithoutMinimumSample } from './alarms/rate-without-minimum-sample';
import { backedUpDataDestroyed } from './data/backed-up-data-destroyed';
import { bucketDeleteMarkersImplicit } from './data/bucket-delete-markers-implicit';
import { bucketNotReplicated } from './data/bucket-not-replicated';
import { bucketNotTlsOnly } from './data/bucket-not-tls-only';
import { bucketPublic } from './data/bucket-public';
import { bucketReplicaKeyMissing } from './data/bucket-replica-key-missing';
import { bucketReplicationDisabled } from './data/bucket-replication-disabled';
import { bucketReplicationNotPermitted } from './data/bucket-replication-not-permitted';
import { bucketReplicationOneWay } from './data/bucket-replication-one-way';
import { bucketReplicationPartial } from './data/bucket-replication-partial';
import { bucketReplicationTimeWithoutMetrics } from './data/bucket-replication-time-without-metrics';
import { bucketReplicationToItself } from './data/bucket-replication-to-itself';
import { bucketReplicationWithoutTimeControl } from './data/bucket-replication-without-time-control';
import { bucketUnversioned } from './data/bucket-unversioned';
import { bucketVersionsKeptForever } from './data/bucket-versions-kept-forever';
import { dataInOneZone } from './data/data-in-one-zone';
import { dataNotReplicated } from './data/data-not-replicated';
import { dataNotRetained } from './data/data-not-retained';
import { databaseBackupRetention } from './data/database-backup-retention';
import { databaseDeletionProtection } from './data/database-deletion-protection';
import { globalClusterSingleRegion } from './data/global-cluster-single-region';
import { globalNameRepeated } from './data/global-name-repeated';
import { globalTableRepeated } from './data/global-table-repeated';
import { keyNotRetained } from './data/key-not-retained';
import { keyOfOtherRegion } from './data/key-of-other-region';
import { nameRepeated } from './data/name-repeated';
import { replicationLatencyUnwatched } from './data/replication-latency-unwatched';
import { retainedAfterFailedCreation } from './data/retained-after-failed-creation';
import { tableDeletionProtection } from './data/table-deletion-protection';
import { tableHomeReplicaMissing } from './data/table-home-replica-missing';
import { tableNotRetained } from './data/table-not-retained';
import { tablePointInTimeRecovery } from './data/table-point-in-time-recovery';
import { tableRecoveryPeriod } from './data/table-recovery-period';
import { tableReplicaMissing } from './data/table-replica-missing';
import { tableStreamMissing } from './data/table-stream-missing';
import { tableStrongConsistencyRegions } from './data/table-strong-consistency-regions';
import { backupColdStorage } from './backups/backup-cold-storage';
import { backupContinuousRetention } from './backups/backup-continuous-retention';
import { backupCopySameRegion } from './backups/backup-copy-same-region';
import { backupCopyVaultMissing } from './backups/backup-copy-vault-missing';
import { backupFailureUnannounced } from './backups/backup-failure-unannounced';
import { backupNeverRestored } from './backups/backup-never-restored';
import { backupOutsideVaultLock } from './backups/backup-outside-vault-lock';
import { backupPlanMissing } from './backups/backup-plan-missing';
import { backupRoleNotPermitted } from './backups/backup-role-not-permitted';
import { backupSchedule } from './backups/backup-schedule';
import { backupSelectionEmpty } from './backups/backup-selection-empty';
import { backupSelectionMisses } from './backups/backup-selection-misses';
import { backupTooRare } from './backups/backup-too-rare';
import { backupVaultNotRetained } from './backups/backup-vault-not-retained';
import { backupWindow } from './backups/backup-window';
import { backupWithoutCopy } from './backups/backup-without-copy';
import { restoreTestSelectsNothing } from './backups/restore-test-selects-nothing';
import { experimentActionUnknown } from './experiments/experiment-action-unknown';
import { experimentDuration } from './experiments/experiment-duration';
import { experimentEmptyTarget } from './experiments/experiment-empty-target';
import { experimentExtensionMissing } from './experiments/experiment-extension-missing';
import { experimentPercentage } from './experiments/experiment-percentage';
import { experimentRoleShared } from './experiments/experiment-role-shared';
import { experimentStopMissingData } from './experiments/experiment-stop-missing-data';
import { experimentStopUnknown } from './experiments/experiment-stop-unknown';
import { experimentTargetMissing } from './experiments/experiment-target-missing';
import { experimentWithoutStop } from './experiments/experiment-without-stop';
import { actionWildcard } from './privileges/action-wildcard';
import { failoverRoleControlPlane } from './privileges/failover-role-control-plane';
import { resourceWildcard } from './privileges/resource-wildcard';
import { crossRegionExport } from './regions/cross-region-export';
import { crossRegionImport } from './regions/cross-region-import';
import { crossRegionOutput } from './regions/cross-region-output';
import { eventEndpointNotReplicated } from './regions/event-endpoint-not-replicated';
import { remoteLookup } from './regions/remote-lookup';
import { remoteTarget } from './regions/remote-target';
import { standbyDependsOnPrimary } from './regions/standby-depends-on-primary';
import { workflowRetryBackoff } from './workflows/workflow-retry-backoff';
import { workflowRetryJitter } from './workflows/workflow-retry-jitter';
import { workflowRetryUnlimited } from './workflows/workflow-retry-unlimited';
import { workflowTaskCatch } from './workflows/workflow-task-catch';
import { workflowTaskRetry } from './workflows/workflow-task-retry';
import { workflowTaskTimeout } from './workflows/workflow-task-timeout';
import { deploymentAlarmUnknown } from './delivery/deployment-alarm-unknown';
import { deploymentAllAtOnce } from './delivery/deployment-all-at-once';
import { deploymentGroupUnused } from './delivery/deployment-group-unused';
import { deploymentWithoutRollback } from './delivery/deployment-without-rollback';
import { scalingLimits } from './delivery/scaling-limits';
import { scalingTargetUnknown } from './delivery/scaling-target-unknown';
import { scalingTargetUtilisation } from './delivery/scaling-target-utilisation';
import { scalingToZero } from './delivery/scaling-to-zero';
import { scalingWithoutPolicy } from './delivery/scaling-without-policy';
import { type Rule } from './rule';

/** Every rule, by area in the order of docs/rules/README.md, and by name: the order of what `check` reports. */
export const ALL_RULES: readonly Rule[] = [
  alarmCheckInsufficientData,
  alarmCheckTarget,
  aliasIgnoresTargetHealth,
  certificateOfOtherRegion,
  distributionSingleRegion,
  domainWithoutMapping,
  failoverPairIncomplete,
  failoverRecordDuplicated,
  failoverSetIdentifierShared,
  failoverToEdgeEndpoint,
  failoverToSameTarget,
  failoverUnannounced,
  failoverWithinRegion,
  geolocationWithoutDefault,
  healthCheckDisabled,
  healthCheckInverted,
  healthCheckLimits,
  healthCheckNotHttps,
  healthCheckOfGateway,
  healthCheckOnClosedEndpoint,
  healthCheckOnFailoverName,
  healthCheckOtherRegion,
  healthCheckPastHandler,
  healthCheckPath,
  healthCheckPathStage,
  healthCheckShared,
  healthCheckSlow,
  healthCheckThresholdOfChildren,
  healthCheckWithoutCredentials,
  healthCheckWithoutRoute,
  healthCheckWithoutSni,
  primaryWithoutHealthCheck,
  recordTtlTooLong,
  routedRecordAlone,
  routedRecordOtherRegion,
  routedRecordWithoutHealthCheck,
  secondaryWithoutHealthCheck,
  aliasOfLatest,
  asyncFailureLoop,
  asyncFailurePath,
  asyncFailurePathOnOtherQualifier,
  asyncRetryImplicit,
  asyncRetryLimits,
  deadLetterNotPermitted,
  eventSourceDisabled,
  eventTargetDeadLetter,
  failureTopicUnsubscribed,
  functionCallsOtherRegion,
  functionDisabled,
  functionInOneZone,
  functionInvokedPastAlias,
  functionLimits,
  functionRuntimeDeprecated,
  functionTimeoutBehindApi,
  invocationNotPermitted,
  permissionMissesRoute,
  provisionedAboveReserved,
  routesOfEqualShape,
  scheduleExpression,
  scheduledFailurePath,
  standbyCapacity,
  standbyPartMissing,
  subscriptionDeadLetter,
  deadLetterElsewhere,
  deadLetterIsSource,
  deadLetterRedriveDenied,
  deadLetterRetention,
  deliveryKeyNotUsable,
  deliveryNotPermitted,
  pipeFailurePath,
  queueBatchWindow,
  queueConsumerThrottled,
  queueFifoMixed,
  queueLimits,
  queueMaxReceiveCount,
  queuePartialBatch,
  queuePolicyLimits,
  queuePolicyRepeated,
  queueRetentionShort,
  queueVisibilityBelowTimeout,
  queueVisibilityTooShort,
  queueWithoutDeadLetters,
  streamBatchNotSplit,
  streamFailurePath,
  streamRetentionTooShort,
  alarmActionElsewhere,
  alarmCheckSlow,
  alarmDatapoints,
  alarmDimensionOtherRegion,
  alarmDimensionUnknown,
  alarmFeedingHealthCheck,
  alarmMissingDataImplicit,
  alarmOnErrorsBreaching,
  alarmPeriod,
  alarmPeriodBelowMetric,
  alarmQueryOperator,
  alarmThreshold,
  alarmThresholdUnreachable,
  alarmWindow,
  alarmWithoutAction,
  compositeChildUnknown,
  compositeCircular,
  dashboardDimensionUnknown,
  deadLetterAgeUnwatched,
  deadLetterAlarmMetric,
  deadLettersUnwatched,
  decisionOnSharedAlarm,
  errorAlarmWithoutSilenceTwin,
  healthCheckAlarmRegion,
  heartbeatMissingData,
  rateWithoutMinimumSample,
  backedUpDataDestroyed,
  bucketDeleteMarkersImplicit,
  bucketNotReplicated,
  bucketNotTlsOnly,
  bucketPublic,
  bucketReplicaKeyMissing,
  bucketReplicationDisabled,
  bucketReplicationNotPermitted,
  bucketReplicationOneWay,
  bucketReplicationPartial,
  bucketReplicationTimeWithoutMetrics,
  bucketReplicationToItself,
  bucketReplicationWithoutTimeControl,
  bucketUnversioned,
  bucketVersionsKeptForever,
  dataInOneZone,
  dataNotReplicated,
  dataNotRetained,
  databaseBackupRetention,
  databaseDeletionProtection,
  globalClusterSingleRegion,
  globalNameRepeated,
  globalTableRepeated,
  keyNotRetained,
  keyOfOtherRegion,
  nameRepeated,
  replicationLatencyUnwatched,
  retainedAfterFailedCreation,
  tableDeletionProtection,
  tableHomeReplicaMissing,
  tableNotRetained,
  tablePointInTimeRecovery,
  tableRecoveryPeriod,
  tableReplicaMissing,
  tableStreamMissing,
  tableStrongConsistencyRegions,
  backupColdStorage,
  backupContinuousRetention,
  backupCopySameRegion,
  backupCopyVaultMissing,
  backupFailureUnannounced,
  backupNeverRestored,
  backupOutsideVaultLock,
  backupPlanMissing,
  backupRoleNotPermitted,
  backupSchedule,
  backupSelectionEmpty,
  backupSelectionMisses,
  backupTooRare,
  backupVaultNotRetained,
  backupWindow,
  backupWithoutCopy,
  restoreTestSelectsNothing,
  experimentActionUnknown,
  experimentDuration,
  experimentEmptyTarget,
  experimentExtensionMissing,
  experimentPercentage,
  experimentRoleShared,
  experimentStopMissingData,
  experimentStopUnknown,
  experimentTargetMissing,
  experimentWithoutStop,
  actionWildcard,
  failoverRoleControlPlane,
  resourceWildcard,
  crossRegionExport,
  crossRegionImport,
  crossRegionOutput,
  eventEndpointNotReplicated,
  remoteLookup,
  remoteTarget,
  standbyDependsOnPrimary,
  workflowRetryBackoff,
  workflowRetryJitter,
  workflowRetryUnlimited,
  workflowTaskCatch,
  workflowTaskRetry,
  workflowTaskTimeout,
  deploymentAlarmUnknown,
  deploymentAllAtOnce,
  deploymentGroupUnused,
  deploymentWithoutRollback,
  scalingLimits,
  scalingTargetUnknown,
  scalingTargetUtilisation,
  scalingToZero,
  scalingWithoutPolicy,
];
