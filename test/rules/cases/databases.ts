import { ruleCase } from '../support/rule-case';
import {
  EAST,
  WEST,
  arn,
  bucket,
  fn,
  globalTable,
  ref,
  replication,
  resource,
  retained,
  stack,
  table,
  type Resources,
} from '../support/templates';

const cluster = (properties: Record<string, unknown> = {}, attributes = {}) =>
  resource(
    'AWS::RDS::DBCluster',
    { Engine: 'aurora-mysql', DeletionProtection: true, BackupRetentionPeriod: 7, ...properties },
    attributes,
  );
const instance = (properties: Record<string, unknown> = {}, attributes = {}) =>
  resource(
    'AWS::RDS::DBInstance',
    { Engine: 'postgres', MultiAZ: true, DeletionProtection: true, BackupRetentionPeriod: 7, ...properties },
    attributes,
  );
const member = () => resource('AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Cluster') });
const service = (region: string, extra: Resources) => stack({ Fn: fn(), ...extra }, region);
const streamed = { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } };

/** Tables, databases and file systems: where they are, and what becomes of them. */
export const databaseCases = [
  ruleCase('table-stream-missing', bad =>
    stack({ Table: globalTable([{ Region: EAST }, { Region: WEST }], bad ? {} : streamed) }),
  ),
  ruleCase('table-home-replica-missing', bad =>
    stack({ Table: globalTable(bad ? [{ Region: WEST }] : [{ Region: EAST }, { Region: WEST }]) }),
  ),
  ruleCase('global-table-repeated', bad => {
    const both = { Table: globalTable([{ Region: EAST }, { Region: WEST }]) };
    return [stack(both), stack(bad ? both : { Fn: fn() }, WEST)];
  }),
  ruleCase('bucket-not-replicated', bad =>
    [EAST, WEST].map(region =>
      service(region, { Files: bucket(bad ? {} : replication(`arn:aws:s3:::other-of-${region}`)) }),
    ),
  ),
  ruleCase('data-not-replicated', bad =>
    [EAST, WEST].map(region => service(region, { Cluster: cluster(bad ? {} : { GlobalClusterIdentifier: 'shop' }) })),
  ),
  ruleCase(
    'data-not-replicated',
    bad => [
      service(EAST, {
        Table: table(),
        ...(bad ? {} : { Replica: resource('Custom::DynamoDBReplica', { TableName: ref('Table'), Region: WEST }) }),
      }),
      service(WEST, { Table: table() }),
    ],
    'two tables of one name',
  ),
  ruleCase('global-cluster-single-region', bad => [
    stack({
      Global: resource('AWS::RDS::GlobalCluster', { GlobalClusterIdentifier: 'shop' }),
      Cluster: cluster({ GlobalClusterIdentifier: ref('Global') }),
    }),
    stack({ Cluster: cluster({ GlobalClusterIdentifier: bad ? undefined : 'shop' }) }, WEST),
  ]),
  ruleCase('data-in-one-zone', bad => stack({ Database: instance({ MultiAZ: !bad }) })),
  ruleCase(
    'data-in-one-zone',
    bad => stack({ Cluster: cluster(), Writer: member(), ...(bad ? {} : { Reader: member() }) }),
    'a cluster of one instance',
  ),
  ruleCase('database-backup-retention', bad => stack({ Database: instance({ BackupRetentionPeriod: bad ? 0 : 7 }) })),
  ruleCase('database-deletion-protection', bad => stack({ Cluster: cluster({ DeletionProtection: !bad }) })),
  ruleCase('data-not-retained', bad =>
    stack({ Files: resource('AWS::EFS::FileSystem', {}, bad ? {} : retained), Database: instance({}, retained) }),
  ),
  ruleCase('key-not-retained', bad =>
    stack({
      Key: resource('AWS::KMS::Key', {}, bad ? {} : retained),
      Table: table({ SSESpecification: { KMSMasterKeyId: ref('Key') } }),
    }),
  ),
  ruleCase(
    'key-not-retained',
    bad =>
      stack({
        Key: resource('AWS::KMS::Key'),
        Files: bucket({
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: arn('Key') } }],
          },
        }),
        Pipeline: resource('AWS::CodePipeline::Pipeline', {
          ArtifactStore: { Location: ref(bad ? 'Other' : 'Files') },
        }),
        Other: bucket(),
      }),
    'good where the bucket has artifacts of a pipeline only',
  ),
];
