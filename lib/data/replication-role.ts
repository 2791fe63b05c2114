import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { acceptObjectRights } from '../private/accepted-findings';
import { type KeyArns } from '../permissions/encryption-keys';
import { regionOf } from '../regions/regional-scope';

/** A bucket that objects go to. @internal */
interface ReplicationDestination {
  readonly region: string;
  /** ARN of the bucket, built from its name. */
  readonly arn: string;
}

/** A bucket, and where its objects go. @internal */
export interface ReplicationSides {
  readonly source: IBucket;
  readonly destinations: readonly ReplicationDestination[];
  readonly keyArns?: KeyArns;
}

/**
 * The role that S3 replicates with out of a region: it reads the one bucket, writes the others, and nothing else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 *
 * @internal
 */
export function createReplicationRole(part: Construct, description: string, sides: ReplicationSides): Role {
  const ours = sides.source.arnForObjects('*');
  const theirs = sides.destinations.map(({ arn }) => `${arn}/*`);
  const role = new Role(part, 'ReplicationRole', {
    // Without a condition, as AWS documents it: nothing says that S3 sends "aws:SourceAccount" here (docs/aws-unverified.md).
    assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    description,
    inlinePolicies: {
      Replication: new PolicyDocument({
        statements: [
          allow([sides.source.bucketArn], ['s3:GetReplicationConfiguration', 's3:ListBucket']),
          allow([ours], ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging']),
          allow(theirs, ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags']),
          ...allowKeys(part, sides),
        ],
      }),
    },
  });
  acceptObjectRights(role, ours, ...theirs);
  return role;
}

function allow(resources: string[], actions: string[], conditions?: Record<string, unknown>): PolicyStatement {
  return new PolicyStatement({ resources, actions, conditions });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function allowKeys(part: Construct, { source, destinations, keyArns }: ReplicationSides) {
  if (!keyArns) return [];
  const here = regionOf(part);
  return [
    allow([keyArns[here]], ['kms:Decrypt'], throughS3(part, here, source.bucketArn)),
    // S3 decrypts the bucket key of the destination before it uses it.
    ...destinations.map(({ region, arn }) =>
      allow([keyArns[region]], ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'], throughS3(part, region, arn)),
    ),
  ];
}

/** By S3 of a region alone, and for one bucket: as a whole with a bucket key, by object without one. */
function throughS3(part: Construct, region: string, bucketArn: string): Record<string, unknown> {
  return {
    StringEquals: { 'kms:ViaService': `s3.${region}.${Stack.of(part).urlSuffix}` },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/*`] },
  };
}
