import { ruleCase } from '../support/rule-case';
import {
  EAST,
  WEST,
  alarm,
  arn,
  bucket,
  fn,
  globalTable,
  queue,
  replication,
  ref,
  resource,
  retained,
  role,
  selection,
  plan,
  stack,
  table,
} from '../support/templates';

const recovery = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
const both = (west: Record<string, unknown> = {}) => [{ Region: EAST }, { Region: WEST, ...west }];
const east = { BucketName: 'files-east' };
const west = { BucketName: 'files-west' };
const pairOf = (
  eastRule: Record<string, unknown>,
  westRule: Record<string, unknown> = replication('arn:aws:s3:::files-east'),
) => [stack({ Files: bucket({ ...east, ...eastRule }) }), stack({ Files: bucket({ ...west, ...westRule }) }, WEST)];
const toWest = 'arn:aws:s3:::files-west';
const kms = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
  },
};
const blocked = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const open = { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } };
const website = { ...open, WebsiteConfiguration: { IndexDocument: 'index.html' } };

/** A bucket that is copied to one which does not answer back. */
const copyFor = (region: string, destination: Record<string, unknown> = {}) => [
  stack({ Files: bucket({ ...east, ...replication('arn:aws:s3:::files-copy', {}, destination) }) }),
  stack({ Copy: bucket({ BucketName: 'files-copy' }) }, region, { id: 'Readers' }),
];

export const dataCases = [
  ruleCase('table-point-in-time-recovery', bad => stack({ Orders: table(bad ? {} : recovery) })),
  ruleCase(
    'table-point-in-time-recovery',
    bad =>
      stack({
        Orders: globalTable([
          { Region: EAST, ...recovery },
          { Region: WEST, ...(bad ? {} : recovery) },
        ]),
      }),
    'one replica of two',
  ),
  ruleCase('table-recovery-period', bad =>
    stack({
      Orders: table({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: bad ? 36 : 35 },
      }),
    }),
  ),
  ruleCase('table-deletion-protection', bad => stack({ Orders: table({ DeletionProtectionEnabled: !bad }) })),
  ruleCase(
    'table-deletion-protection',
    bad =>
      stack({
        Orders: globalTable([
          { Region: EAST, DeletionProtectionEnabled: true },
          { Region: WEST, DeletionProtectionEnabled: !bad },
        ]),
      }),
    'one replica of two',
  ),
  ruleCase('table-not-retained', bad =>
    stack({ Orders: resource('AWS::DynamoDB::Table', {}, bad ? { DeletionPolicy: 'Retain' } : retained) }),
  ),
  ruleCase('table-replica-missing', bad => [
    stack({ Orders: globalTable(bad ? [{ Region: EAST }] : both()) }),
    stack({ Fn: fn({ Environment: { Variables: { TABLE: 'orders' } } }) }, WEST),
  ]),
  ruleCase('replication-latency-unwatched', bad =>
    stack({
      Orders: globalTable(both()),
      ...(bad
        ? {}
        : {
            Lag: alarm({
              Namespace: 'AWS/DynamoDB',
              MetricName: 'ReplicationLatency',
              Dimensions: [{ Name: 'TableName', Value: 'orders' }],
            }),
          }),
    }),
  ),
  ruleCase('table-strong-consistency-regions', bad =>
    stack({
      Orders: globalTable(both(), {
        MultiRegionConsistency: 'STRONG',
        GlobalTableWitnesses: bad ? undefined : [{ Region: 'us-east-2' }],
      }),
    }),
  ),
  ruleCase('bucket-unversioned', bad => stack({ Files: bucket(bad ? { VersioningConfiguration: undefined } : {}) })),
  ruleCase(
    'bucket-unversioned',
    bad =>
      stack({
        Files: bucket({ VersioningConfiguration: undefined }),
        ...(bad
          ? {}
          : {
              Release: resource('AWS::CodePipeline::Pipeline', {
                ArtifactStore: { Type: 'S3', Location: ref('Files') },
              }),
            }),
      }),
    'a bucket that a pipeline passes its artifacts through',
  ),
  ruleCase('bucket-not-tls-only', bad =>
    stack({
      Files: bucket(),
      Policy: resource('AWS::S3::BucketPolicy', {
        Bucket: { Ref: 'Files' },
        PolicyDocument: {
          Statement: [
            {
              Effect: bad ? 'Allow' : 'Deny',
              Principal: '*',
              Action: 's3:*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      }),
    }),
  ),
  ruleCase('bucket-public', bad =>
    stack({ Files: bucket({ PublicAccessBlockConfiguration: { ...blocked, BlockPublicPolicy: !bad } }) }),
  ),
  ruleCase(
    'bucket-public',
    bad => stack({ Files: bucket(bad ? { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } : {}) }),
    'a bucket that leaves what S3 does by itself, and one that gives a part of it up',
  ),
  ruleCase('bucket-public', bad => stack({ Site: bucket(bad ? open : website) }), 'a website'),
  ruleCase(
    'bucket-not-tls-only',
    bad => stack({ Site: bucket(bad ? {} : website) }),
    'a website, which speaks HTTP only',
  ),
  ruleCase('bucket-versions-kept-forever', bad =>
    stack({
      Files: bucket(
        bad
          ? {}
          : {
              LifecycleConfiguration: {
                Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
              },
            },
      ),
    }),
  ),
  ruleCase('bucket-replication-one-way', bad => pairOf(replication(toWest), bad ? {} : undefined)),
  ruleCase(
    'bucket-replication-one-way',
    bad => [
      stack({
        Files: bucket(east),
        Keeper: resource('AWS::Events::Rule', {
          Targets: [
            {
              Input: JSON.stringify({
                Bucket: 'files-east',
                ReplicationConfiguration: { Rules: [{ Status: 'Enabled', Destination: { Bucket: toWest } }] },
              }),
            },
          ],
        }),
      }),
      stack({ Files: bucket({ ...west, ...(bad ? {} : replication('arn:aws:s3:::files-east')) }) }, WEST),
    ],
    'a replication that a scheduled request puts on the bucket',
  ),
  ruleCase('bucket-replication-to-itself', bad => pairOf(replication(bad ? 'arn:aws:s3:::files-east' : toWest))),
  ruleCase('bucket-replication-disabled', bad => pairOf(replication(toWest, { Status: bad ? 'Disabled' : 'Enabled' }))),
  ruleCase(
    'bucket-replication-one-way',
    bad => copyFor(bad ? WEST : EAST),
    'a copy for other readers in the same region',
  ),
  ruleCase('bucket-replication-without-time-control', bad =>
    pairOf(replication(toWest, {}, bad ? { ReplicationTime: undefined, Metrics: undefined } : {})),
  ),
  ruleCase(
    'bucket-replication-without-time-control',
    bad => copyFor(bad ? WEST : EAST, { ReplicationTime: undefined, Metrics: undefined }),
    'a copy for other readers in the same region',
  ),
  ruleCase('bucket-replication-time-without-metrics', bad =>
    pairOf(replication(toWest, {}, bad ? { Metrics: undefined } : {})),
  ),
  ruleCase('bucket-delete-markers-implicit', bad =>
    pairOf(replication(toWest, bad ? { DeleteMarkerReplication: undefined } : {})),
  ),
  ruleCase('bucket-replica-key-missing', bad =>
    pairOf({
      ...kms,
      ...replication(
        toWest,
        { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } },
        bad ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111111111111:key/1' } },
      ),
    }),
  ),
  ruleCase('global-name-repeated', bad => [
    stack({ Files: bucket(east) }),
    stack({ Files: bucket(bad ? east : west) }, WEST),
  ]),
  ruleCase(
    'global-name-repeated',
    bad => [
      stack({ Role: role({ RoleName: 'api' }) }),
      stack({ Role: role({ RoleName: bad ? 'api' : 'api-west' }) }, WEST),
    ],
    'a role',
  ),
  ruleCase('key-of-other-region', bad =>
    stack({ Orders: queue({ KmsMasterKeyId: `arn:aws:kms:${bad ? WEST : EAST}:111111111111:key/1` }) }),
  ),
  ruleCase('backed-up-data-destroyed', bad =>
    stack({
      Files: resource(
        'AWS::S3::Bucket',
        { VersioningConfiguration: { Status: 'Enabled' } },
        bad ? { DeletionPolicy: 'Delete' } : retained,
      ),
      Plan: plan(),
      Selection: selection([arn('Files')]),
    }),
  ),
];
