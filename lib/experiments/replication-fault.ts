import { CfnGlobalTable, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Duration, Names, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type Problems } from '../private/errors';
import { checkKnownRegion } from '../regions/known-regions';
import { anything, listOf, text, validateProps, type PropKinds } from '../private/props';
import { FIS } from '../limits/fis';
import { type BucketReplicationFaultOptions, type TableReplicationFaultOptions } from './fault-options';
import { checkTargets, FIND_BY_TAG, type FaultAction, type FaultKind } from './fault-action';

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#global-table-pause-replication */
const TABLE_ONSET = Duration.minutes(5);

const KNOWN_TABLE_REPLICATION_FAULT_OPTIONS: PropKinds<TableReplicationFaultOptions> = { tables: listOf(anything) };
const KNOWN_BUCKET_REPLICATION_FAULT_OPTIONS: PropKinds<BucketReplicationFaultOptions> = {
  buckets: listOf(anything),
  destinationRegion: text,
};

/** `Fault.pauseTableReplication` */
export function tablePauseOf(options: TableReplicationFaultOptions): FaultKind {
  validateProps('Fault.pauseTableReplication', options, KNOWN_TABLE_REPLICATION_FAULT_OPTIONS, problems => {
    for (const table of checkTargets('tables', options.tables, 'tableArn', FIS.targetArns, problems)) {
      checkTable(table, problems);
    }
  });
  return new TableReplicationFault(options.tables);
}

/** `Fault.pauseBucketReplication` */
export function bucketPauseOf(options: BucketReplicationFaultOptions): FaultKind {
  validateProps('Fault.pauseBucketReplication', options, KNOWN_BUCKET_REPLICATION_FAULT_OPTIONS, problems => {
    for (const bucket of checkTargets('buckets', options.buckets, 'bucketArn', FIS.targetBuckets, problems)) {
      if (resourceOf(bucket) === undefined) {
        problems.add(
          'FaultTargetUnsupported',
          `"${bucket.node.path}" is not made in this app, and FIS finds buckets by a tag that has to be put on them; make the experiment where it is made`,
        );
      }
    }
    checkKnownRegion(options.destinationRegion ?? '', problems);
  });
  return new BucketReplicationFault(options.buckets, options.destinationRegion);
}

class TableReplicationFault implements FaultKind {
  readonly summary = 'pauses the replication of global tables';
  readonly onset = TABLE_ONSET;

  constructor(readonly targets: readonly ITable[]) {}

  bind(): FaultAction {
    const arns = this.targets.map(table => table.tableArn);
    return {
      actionId: 'aws:dynamodb:global-table-pause-replication',
      targetKey: 'Tables',
      resourceType: 'aws:dynamodb:global-table',
      resourceArns: arns,
      parameters: {},
      rights: [
        {
          // FIS denies the replication in the policies of the table and of its stream, and takes it back.
          actions: [
            'dynamodb:DescribeTable',
            'dynamodb:GetResourcePolicy',
            'dynamodb:PutResourcePolicy',
            'dynamodb:DeleteResourcePolicy',
          ],
          resources: arns.flatMap(arn => [arn, `${arn}/stream/*`]),
        },
        FIND_BY_TAG,
      ],
    };
  }
}

class BucketReplicationFault implements FaultKind {
  readonly summary: string;

  constructor(
    readonly targets: readonly IBucket[],
    private readonly destinationRegion: string,
  ) {
    this.summary = `pauses the replication of buckets to ${destinationRegion}`;
  }

  /** FIS finds buckets by tags only, so that those of one experiment get one that nothing else has. */
  bind(experiment: Construct): FaultAction {
    const tag = `Disrupt-${Names.uniqueResourceName(experiment, { maxLength: 100 })}`;
    for (const bucket of this.targets) resourceOf(bucket)!.tags.setTag(tag, 'Allowed');
    const arns = this.targets.map(bucket => bucket.bucketArn);
    return {
      actionId: 'aws:s3:bucket-pause-replication',
      targetKey: 'Buckets',
      resourceType: 'aws:s3:bucket',
      resourceTags: { [tag]: 'Allowed' },
      parameters: { region: this.destinationRegion },
      rights: pauseRights(arns, this.destinationRegion),
    };
  }
}

/** https://docs.aws.amazon.com/fis/latest/userguide/security_iam_id-based-policy-examples.html#security-iam-policy-examples-s3 */
function pauseRights(arns: string[], destinationRegion: string): FaultAction['rights'] {
  return [
    {
      actions: ['s3:PauseReplication'],
      resources: arns,
      conditions: { StringEquals: { 's3:DestinationRegion': destinationRegion } },
    },
    {
      actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
      resources: arns,
      conditions: { BoolIfExists: { 's3:IsReplicationPauseRequest': 'true' } },
    },
    { actions: ['s3:ListAllMyBuckets'], resources: ['*'] },
    FIND_BY_TAG,
  ];
}

/** The bucket as its template has it; undefined where that is not this app's. */
function resourceOf(bucket: IBucket): CfnBucket | undefined {
  const { defaultChild } = bucket.node;
  return defaultChild instanceof CfnBucket ? defaultChild : undefined;
}

function checkTable(table: ITable, problems: Problems): void {
  const { defaultChild } = table.node;
  if (!(defaultChild instanceof CfnGlobalTable)) return;
  const replicas = Stack.of(table).resolve(defaultChild.replicas) as unknown[];
  if (replicas.length <= 1) {
    problems.add(
      'TablePauseUnsupported',
      `"${table.node.path}" is in one region only, so there is no replication to pause; give it a replica`,
    );
  }
  if (defaultChild.multiRegionConsistency === 'STRONG') {
    problems.add(
      'TablePauseUnsupported',
      `"${table.node.path}" is strongly consistent, and pausing it takes a right on every table of the account; make that experiment by hand`,
    );
  }
}
