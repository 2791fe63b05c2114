import { type StackInput } from '../../../lib/assembly/template';
import { att, sub } from '../support/intrinsics';
import { EAST, WEST, alarm, fn, notices, ref, resource, retained, stack, type Resources } from '../support/templates';
import { faultsIn } from './seed';

const REGIONS = [EAST, WEST];
const TAGS = [{ Key: 'Backup', Value: 'nightly' }];

/** Aurora, EFS, a table of the old kind, a cache and a search domain, in two regions, backed up by tag and wildcard. */
export const databases = (): StackInput[] =>
  REGIONS.map(region =>
    stack(region === EAST ? { ...regional(region), ...primary() } : { ...regional(region), ...secondary() }, region),
  );

const regional = (region: string): Resources => ({
  Handler: fn({ VpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'] }, Environment: { Variables: { TABLE: 'ledger' } } }),
  Key: resource('AWS::KMS::Key', { EnableKeyRotation: true, KeyPolicy: {} }, retained),
  Cluster: resource(
    'AWS::RDS::DBCluster',
    {
      Engine: 'aurora-postgresql',
      DBClusterIdentifier: `shop-${region}`,
      GlobalClusterIdentifier: 'shop',
      StorageEncrypted: true,
      MasterUsername: region === EAST ? 'owner' : undefined,
      KmsKeyId: att('Key'),
      BackupRetentionPeriod: '7',
      DeletionProtection: 'true',
      Tags: TAGS,
    },
    { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' },
  ),
  Writer: resource('AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Cluster'), Engine: 'aurora-postgresql' }),
  Reader: resource('AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Cluster'), Engine: 'aurora-postgresql' }),
  Sessions: resource('AWS::ElastiCache::ReplicationGroup', {
    ReplicationGroupDescription: 'sessions',
    AutomaticFailoverEnabled: true,
    MultiAZEnabled: true,
    NumCacheClusters: 2,
    SnapshotRetentionLimit: 3,
  }),
  Search: resource(
    'AWS::OpenSearchService::Domain',
    { ClusterConfig: { InstanceCount: 2, ZoneAwarenessEnabled: true, DedicatedMasterEnabled: true } },
    retained,
  ),
});

const primary = (): Resources => ({
  Global: resource('AWS::RDS::GlobalCluster', { GlobalClusterIdentifier: 'shop', DeletionProtection: true }),
  Ledger: resource(
    'AWS::DynamoDB::Table',
    {
      TableName: 'ledger',
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      Tags: TAGS,
    },
    retained,
  ),
  LedgerReplica: resource('Custom::DynamoDBReplica', { TableName: ref('Ledger'), Region: WEST }),
  Lag: alarm({
    Namespace: 'AWS/DynamoDB',
    MetricName: 'ReplicationLatency',
    Dimensions: [
      { Name: 'TableName', Value: 'ledger' },
      { Name: 'ReceivingRegion', Value: WEST },
    ],
  }),
  Files: resource(
    'AWS::EFS::FileSystem',
    {
      FileSystemTags: TAGS,
      ReplicationConfiguration: { Destinations: [{ Region: WEST }] },
      BackupPolicy: { Status: 'ENABLED' },
    },
    retained,
  ),
  Reports: resource(
    'AWS::RDS::DBInstance',
    {
      DBInstanceIdentifier: 'reports',
      Engine: 'postgres',
      MultiAZ: true,
      BackupRetentionPeriod: 7,
      DeletionProtection: true,
    },
    { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' },
  ),
  Vault: resource(
    'AWS::Backup::BackupVault',
    {
      BackupVaultName: 'shop',
      LockConfiguration: { MinRetentionDays: '7', MaxRetentionDays: '90' },
      Notifications: notices,
    },
    retained,
  ),
  Plan: resource('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanName: 'nightly',
      BackupPlanRule: [
        {
          RuleName: 'nightly',
          TargetBackupVault: att('Vault', 'BackupVaultName'),
          ScheduleExpression: 'cron(30 1 ? * * *)',
          StartWindowMinutes: '60',
          CompletionWindowMinutes: '480',
          Lifecycle: { DeleteAfterDays: '30' },
          CopyActions: [
            {
              DestinationBackupVaultArn: {
                'Fn::Join': [
                  ':',
                  ['arn', ref('AWS::Partition'), 'backup', WEST, ref('AWS::AccountId'), 'backup-vault', 'shop-copy'],
                ],
              },
              Lifecycle: { DeleteAfterDays: 60 },
            },
          ],
        },
      ],
    },
  }),
  ByTag: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: att('Plan', 'BackupPlanId'),
    BackupSelection: {
      SelectionName: 'tag',
      IamRoleArn: sub('arn:aws:iam::${AWS::AccountId}:role/backup'),
      Resources: ['*'],
      Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/Backup', ConditionValue: 'nightly' }] },
    },
  }),
  ByName: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('Plan'),
    BackupSelection: {
      SelectionName: 'name',
      IamRoleArn: sub('arn:aws:iam::${AWS::AccountId}:role/backup'),
      Resources: ['arn:aws:rds:*:*:db:rep*'],
    },
  }),
  RestoreTest: resource('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'shop' }),
  Restored: resource('AWS::Backup::RestoreTestingSelection', {
    RestoreTestingPlanName: 'shop',
    ProtectedResourceType: 'Aurora',
  }),
});

const secondary = (): Resources => ({
  Copies: resource('AWS::Backup::BackupVault', { BackupVaultName: 'shop-copy' }, retained),
});

export const databaseFaults = faultsIn(databases, {
  'a global database of one region': [
    'global-cluster-single-region',
    app => app.set('Cluster.GlobalClusterIdentifier', undefined, 1),
  ],
  'a cluster in each region and nothing between them': [
    'data-not-replicated',
    app => {
      app.everywhere('Cluster.GlobalClusterIdentifier', undefined);
      app.drop('Global');
    },
  ],
  'a cluster of one instance': ['data-in-one-zone', app => app.drop('Reader')],
  'an instance of one zone': ['data-in-one-zone', app => app.set('Reports.MultiAZ', 'false')],
  'a cache without failover': [
    'data-in-one-zone',
    app => {
      app.set('Sessions.AutomaticFailoverEnabled', false);
      app.set('Sessions.MultiAZEnabled', undefined);
    },
  ],
  'a search domain of one zone': [
    'data-in-one-zone',
    app => app.set('Search.ClusterConfig.ZoneAwarenessEnabled', 'false'),
  ],
  'a file system of one zone': ['data-in-one-zone', app => app.set('Files.AvailabilityZoneName', 'us-east-1a')],
  'a database without backups of its own': [
    'database-backup-retention',
    app => app.set('Reports.BackupRetentionPeriod', '0'),
  ],
  'a cluster kept for a day': [
    'database-backup-retention',
    app => {
      app.set('Cluster.BackupRetentionPeriod', undefined);
      app.set('Cluster.Tags', undefined);
    },
  ],
  'a database that one call deletes': [
    'database-deletion-protection',
    app => app.set('Cluster.DeletionProtection', 'false', 1),
  ],
  'an instance without protection': [
    'database-deletion-protection',
    app => app.set('Reports.DeletionProtection', undefined),
  ],
  'a database that goes with its stack': ['data-not-retained', app => app.set('Reports@DeletionPolicy', 'Delete')],
  'a cluster that a replacement deletes': [
    'data-not-retained',
    app => app.set('Cluster@UpdateReplacePolicy', 'Delete'),
  ],
  'a file system that goes with its stack': ['data-not-retained', app => app.set('Files@DeletionPolicy', undefined)],
  'a search domain that goes with its stack': ['data-not-retained', app => app.set('Search@DeletionPolicy', 'Delete')],
  'a key that goes with its stack, and the data that it encrypts': [
    'key-not-retained',
    app => app.set('Key@DeletionPolicy', undefined),
  ],
  "a cluster under the other region's key": [
    'key-of-other-region',
    app => app.set('Cluster.KmsKeyId', `arn:aws:kms:${EAST}:111111111111:key/1234`, 1),
  ],
  "a file system under the other region's key": [
    'key-of-other-region',
    app => app.set('Files.KmsKeyId', `arn:aws:kms:${WEST}:111111111111:key/1234`),
  ],
  'an untagged file system beside a plan by condition': [
    'backup-selection-misses',
    app => app.set('Files.FileSystemTags', undefined),
  ],
  'a cluster with another tag': [
    'backup-selection-misses',
    app => app.set('Cluster.Tags', [{ Key: 'Backup', Value: 'never' }]),
  ],
  'an instance that the wildcard does not match': [
    'backup-selection-misses',
    app => app.set('ByName.BackupSelection.Resources', ['arn:aws:rds:*:*:db:prod-*']),
  ],
  'a wildcard of another service': [
    'backup-selection-misses',
    app => app.set('ByName.BackupSelection.Resources', ['arn:aws:dynamodb:*:*:table/*']),
  ],
  'a retention in text that the lock refuses': [
    'backup-outside-vault-lock',
    app => app.set('Plan.BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays', '365'),
  ],
  'a copy within the region by pseudo parameter': [
    'backup-copy-same-region',
    app =>
      app.set(
        'Plan.BackupPlan.BackupPlanRule.0.CopyActions.0.DestinationBackupVaultArn',
        sub('arn:aws:backup:${AWS::Region}:${AWS::AccountId}:backup-vault:copies'),
      ),
  ],
  'a copy to a vault that another name has': [
    'backup-copy-vault-missing',
    app => app.set('Copies.BackupVaultName', 'shop-copies', 1),
  ],
  'no copy, for there is no value': [
    'backup-without-copy',
    app => app.set('Plan.BackupPlan.BackupPlanRule.0.CopyActions', [ref('AWS::NoValue')]),
  ],
  'a backup that has less time than its start window': [
    'backup-window',
    app => app.set('Plan.BackupPlan.BackupPlanRule.0.CompletionWindowMinutes', '60'),
  ],
  'a backup every half year': [
    'backup-too-rare',
    app => app.set('Plan.BackupPlan.BackupPlanRule.0.ScheduleExpression', 'cron(0 5 1 1,7 ? *)'),
  ],
  'continuous backups for two months': [
    'backup-continuous-retention',
    app => {
      app.set('Plan.BackupPlan.BackupPlanRule.0.EnableContinuousBackup', 'true');
      app.set('Plan.BackupPlan.BackupPlanRule.0.Lifecycle.DeleteAfterDays', '60');
    },
  ],
  'a vault that goes with its stack by text': [
    'backup-vault-not-retained',
    app => app.set('Copies@DeletionPolicy', 'Delete', 1),
  ],
  'a plan that nothing belongs to, by attribute': [
    'backup-selection-empty',
    app => {
      app.set('ByTag.BackupPlanId', 'another');
      app.set('ByName.BackupPlanId', 'another');
    },
  ],
  'a table of the old kind, replicated by a custom resource, unwatched': [
    'replication-latency-unwatched',
    app => app.drop('Lag'),
  ],
  'a table of the old kind that the other region has no replica of': [
    'table-replica-missing',
    app => app.drop('LedgerReplica'),
  ],
  'a table of the old kind replicated without a stream': [
    'table-stream-missing',
    app => app.set('Ledger.StreamSpecification', undefined),
  ],
  'recovery by text off': [
    'table-point-in-time-recovery',
    app => app.set('Ledger.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', 'false'),
  ],
  'recovery for ninety days': [
    'table-recovery-period',
    app => app.set('Ledger.PointInTimeRecoverySpecification.RecoveryPeriodInDays', '90'),
  ],
  'a table that a replacement deletes': ['table-not-retained', app => app.set('Ledger@UpdateReplacePolicy', undefined)],
  'a cache with one node in the standby': ['standby-capacity', app => app.set('Sessions.NumCacheClusters', 1, 1)],
  'a smaller database in the standby': [
    'standby-capacity',
    app => {
      app.everywhere('Writer.DBInstanceClass', 'db.r6g.xlarge');
      app.set('Writer.DBInstanceClass', 'db.t4g.medium', 1);
    },
  ],
});
