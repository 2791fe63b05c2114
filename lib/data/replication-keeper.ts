import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { Alarms } from '../observability';
import { accept } from '../private/accepted-findings';
import { createRuntimeFunction } from '../function/runtime-function';
import { S3 } from '../limits/s3';

/** Where a bucket's objects go. @internal */
interface KeptDestination {
  /** Id of the rule; its metrics carry it. */
  readonly ruleId: string;

  /** ARN of the bucket in the other region, built from its name. */
  readonly arn: string;

  /** Key in the other region under which objects arrive, where they are under keys of the user's. */
  readonly keyArn?: string;
}

/** What the keeper keeps. @internal */
export interface KeptReplication {
  /** Bucket of the keeper's own region. */
  readonly bucket: IBucket;

  /** Role that S3 replicates with. */
  readonly role: IRole;

  /** Each gets every object: a replica is not replicated again. */
  readonly destinations: readonly KeptDestination[];

  /** Whether deletions travel too. */
  readonly deleteMarkers: boolean;
}

/**
 * Puts the replication on the buckets of its stack, and corrects it, every five minutes.
 *
 * No bucket can be created with a replication to another that does not exist yet; so they are created without, and this
 * function adds it as soon as the other is there. It is on no failover path: nothing that answers a
 * request or a health check waits for it.
 *
 * @internal
 */
export class ReplicationKeeper extends Construct {
  /** The keeper of a stack; made when it is first asked for. */
  static of(scope: IConstruct): ReplicationKeeper {
    const stack = Stack.of(scope);
    const id = 'ReplicationKeeper';
    return (stack.node.tryFindChild(id) as ReplicationKeeper | undefined) ?? new ReplicationKeeper(stack, id);
  }

  private readonly handler: Function;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.handler = createRuntimeFunction(this, 'Handler', {
      asset: 'replication-keeper',
      description: 'Puts two-way replication on the buckets of its region and corrects it',
      timeout: Duration.seconds(30),
    });
    this.createAlarms();
  }

  /** Keeps one bucket's replication as it is described. */
  keep(scope: Construct, kept: KeptReplication): void {
    this.grantReplication(kept.bucket);
    this.handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [kept.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
      }),
    );
    this.ask(scope, `Keeps the replication of ${scope.node.path}`, renderRequest(kept));
  }

  /** Takes the replication off one bucket that this keeper, or the one of an earlier deployment, has put there. */
  stop(scope: Construct, bucket: IBucket, ruleIds: readonly string[]): void {
    this.grantReplication(bucket);
    const request = { Bucket: bucket.bucketName, EndedRules: ruleIds };
    this.ask(scope, `Ends the replication of ${scope.node.path}`, request);
  }

  private ask(scope: Construct, description: string, request: Record<string, unknown>): void {
    const rule = new Rule(scope, 'ReplicationRule', {
      description,
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [
        // A run that failed is made up for by the next one, and sooner than a retry of an old event would.
        new LambdaFunction(this.handler, { event: RuleTargetInput.fromObject(request), retryAttempts: 0 }),
      ],
    });
    accept(rule, 'failuresKeptElsewhere', 'Serverless-EventBusDLQ');
  }

  /** S3 asks for the right to put it of who deletes it, too: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html */
  private grantReplication(bucket: IBucket): void {
    this.handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
        resources: [bucket.bucketArn],
      }),
    );
  }

  private createAlarms(): void {
    Alarms.recommended()._bind(this, [
      {
        id: 'ErrorsAlarm',
        signal: 'failure',
        metric: this.handler.metricErrors({ statistic: 'Sum' }),
        period: Duration.minutes(5),
        evaluationPeriods: 3,
        description: `${this.node.path} cannot keep the replication of its buckets: see its log`,
      },
      {
        id: 'SilenceAlarm',
        signal: 'heartbeat',
        metric: this.handler.metricInvocations({ statistic: 'Sum' }),
        period: Duration.minutes(5),
        evaluationPeriods: 3,
        description: `${this.node.path} is not called every five minutes, so that nobody corrects the replication: see its rules`,
      },
    ]);
  }
}

/** The PutBucketReplication request: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
function renderRequest({ bucket, role, destinations, deleteMarkers }: KeptReplication): Record<string, unknown> {
  return {
    Bucket: bucket.bucketName,
    ReplicationConfiguration: {
      Role: role.roleArn,
      Rules: destinations.map((destination, index) => renderRule(destination, index + 1, deleteMarkers)),
    },
  };
}

function renderRule({ ruleId, arn, keyArn }: KeptDestination, priority: number, deleteMarkers: boolean): object {
  return {
    ID: ruleId,
    // Every rule needs its own; it decides nothing between rules to different buckets.
    Priority: priority,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    // Tags and other metadata that change on a replica return to the object that it is a replica of.
    SourceSelectionCriteria: {
      ReplicaModifications: { Status: 'Enabled' },
      ...(keyArn && { SseKmsEncryptedObjects: { Status: 'Enabled' } }),
    },
    DeleteMarkerReplication: { Status: deleteMarkers ? 'Enabled' : 'Disabled' },
    Destination: {
      Bucket: arn,
      ...(keyArn && { EncryptionConfiguration: { ReplicaKmsKeyID: keyArn } }),
      ReplicationTime: { Status: 'Enabled', Time: { Minutes: S3.replicationTimeMinutes } },
      Metrics: { Status: 'Enabled', EventThreshold: { Minutes: S3.replicationTimeMinutes } },
    },
  };
}
