import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnPolicy, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Annotations, CfnResource, Duration, type Size, SizeRoundingBehavior, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ResilientFunction } from '../function/resilient-function';
import { Alarms } from '../observability/alarms';
import { acceptObjectRights } from '../private/accepted-findings';
import { type AlarmSpec } from '../observability/alarm-spec';
import { type Problems } from '../private/errors';
import { number, objectWith, size, text, validateProps, type PropKinds } from '../private/props';
import { runtimeCode } from '../function/runtime-function';
import { grantItems } from '../permissions/table-rights';
import { allowDelivery } from '../dead-letters/delivery';
import { DeadLetters } from '../dead-letters/dead-letters';
import { DELIVERY } from '../limits/eventbridge';

/** Which objects are taken in, by what, and who is told when that fails. */
export interface ObjectIngestProps {
  /**
   * Bucket whose new objects are taken in, with notifications to EventBridge turned on. Synthesis fails when they are not,
   * unless the bucket is imported.
   */
  readonly bucket: IBucket;

  /**
   * Table in which each object is recorded. Its partition key is a string, and it has no sort key.
   *
   * @default - `function` is given
   */
  readonly table?: ITable;

  /**
   * Name of the table's partition key; it holds the object's key.
   *
   * @default "key"
   */
  readonly tablePartitionKey?: string;

  /**
   * Largest object that is recorded. A larger one is a failure where it was uploaded: it ends as a dead letter and
   * `onFailure` is called. Its replica in another region is passed over.
   *
   * @default - every object is recorded
   */
  readonly maxObjectSize?: Size;

  /**
   * Executions that the recorder may take at once. What a region meets when it returns, its own backlog and what the other
   * region replicates to it, then leaves room for the functions that serve.
   *
   * @default - as many as the account has
   */
  readonly reservedConcurrency?: number;

  /**
   * Function that is told of each object that could not be recorded; see `Notify.onFailure` for what it receives.
   *
   * @default - nobody is called; the dead letter and its alarm remain
   */
  readonly onFailure?: IFunction;

  /**
   * Function that takes objects in, in place of recording them in `table`. It receives S3's "Object Created" event, may
   * receive it twice, and has its own failure path.
   *
   * @default - `table` is given
   */
  readonly function?: IFunction;

  /**
   * What the keys of the objects begin with.
   *
   * @default - anything
   */
  readonly prefix?: string;

  /**
   * What the keys of the objects end with.
   *
   * @default - anything
   */
  readonly suffix?: string;

  /**
   * Where events go that could not be delivered or recorded.
   *
   * @default DeadLetters.ownQueue()
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Alarms on the recorder, on the delivery and on the dead letters.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<ObjectIngestProps> = {
  bucket: objectWith('bucketArn', 'a bucket'),
  table: objectWith('tableArn', 'a table'),
  tablePartitionKey: text,
  maxObjectSize: size,
  reservedConcurrency: number,
  onFailure: objectWith('functionArn', 'a function'),
  function: objectWith('functionArn', 'a function'),
  prefix: text,
  suffix: text,
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/**
 * Takes in each object that is uploaded to a bucket, by default into a table.
 *
 * Guarantees: each version of an object is recorded once, however often its event is delivered and in whichever regions the
 * bucket is replicated; the record is of the object as it was after the event, and takes nothing else from the item; an
 * upload that cannot be recorded becomes a dead letter, whether the delivery failed or the function.
 *
 * The record is `key`, `bucket`, `versionId`, `etag`, `size` and `lastModified` in the item of the object's key.
 *
 * Creates a rule on the default event bus, a `ResilientFunction` that records (unless `function` is given), and a
 * dead-letter queue for both. Does not record deletions, nor a new version with the same content.
 *
 * @example
 * new ObjectIngest(stack, 'Ingest', { bucket: uploads.inRegion(stack), table: files.inRegion(stack) });
 */
export class ObjectIngest extends Construct {
  /** The function that takes objects in. */
  readonly function: IFunction;

  /** The rule that leads from the bucket to the function. */
  readonly rule: Rule;

  /** Queue of what could not be delivered or recorded; undefined with `DeadLetters.none()`. */
  readonly deadLetterQueue?: IQueue;

  constructor(scope: Construct, id: string, props: ObjectIngestProps) {
    super(scope, id);
    this.validateProps(props);
    this.node.addValidation({ validate: () => this.validateEvents(props.bucket) });
    this.node.addValidation({ validate: () => this.warnOfLoop(props) });

    const alarms = props.alarms ?? Alarms.recommended();
    this.deadLetterQueue = (props.deadLetters ?? DeadLetters.ownQueue())._bind(this, alarms);
    this.function = props.function ?? this.createRecorder(props, alarms);
    if (this.deadLetterQueue) allowDelivery(this, this.deadLetterQueue, 'events.amazonaws.com');
    this.rule = this.createRule(props);
    if (this.deadLetterQueue) alarms._bind(this, this.renderAlarms());
  }

  /** Events that could be delivered neither to the function nor to the dead letters, and are lost: a sum over 5 minutes. */
  metricLostEvents(props?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/Events',
      metricName: 'InvocationsFailedToBeSentToDlq',
      dimensionsMap: { RuleName: this.rule.ruleName },
      statistic: 'Sum',
      ...props,
    }).attachTo(this);
  }

  private validateProps(props: ObjectIngestProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      if ((props.table === undefined) === (props.function === undefined)) {
        problems.add(
          props.table === undefined ? 'IngestTargetMissing' : 'IngestTargetConflict',
          `${props.table ? 'both "table" and "function" are' : 'neither "table" nor "function" is'} given; give "table" to have objects recorded, or "function" to take them in yourself`,
        );
      }
      for (const option of ['tablePartitionKey', 'maxObjectSize', 'reservedConcurrency', 'onFailure'] as const) {
        if (props.function !== undefined && props[option] !== undefined) {
          problems.add(
            'IngestOptionUnused',
            `"${option}" is given with "function", which decides that itself; drop it, or give "table" in place of "function"`,
          );
        }
      }
      checkSize(props.maxObjectSize, problems);
    });
  }

  private createRecorder(props: ObjectIngestProps, alarms: Alarms): ResilientFunction {
    const table = props.table!;
    const recorder = new ResilientFunction(this, 'Recorder', {
      code: runtimeCode('object-recorder'),
      handler: 'index.handler',
      architecture: Architecture.ARM_64,
      memorySize: 256,
      reservedConcurrency: props.reservedConcurrency,
      description: 'Records uploaded objects',
      environment: {
        TABLE_NAME: table.tableName,
        PARTITION_KEY: props.tablePartitionKey ?? 'key',
        ...(props.maxObjectSize && { MAX_OBJECT_SIZE: String(props.maxObjectSize.toBytes()) }),
      },
      deadLetters: this.deadLetterQueue ? DeadLetters.toQueue(this.deadLetterQueue) : DeadLetters.none(),
      notify: { onFailure: props.onFailure },
      alarms,
    });
    this.grantRecording(recorder, props.bucket, table, props.prefix);
    return recorder;
  }

  private grantRecording(recorder: ResilientFunction, bucket: IBucket, table: ITable, prefix = ''): void {
    grantItems(table, recorder, ['UpdateItem']);
    const objects = bucket.arnForObjects(`${prefix}*`);
    recorder.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }));
    acceptObjectRights(recorder, objects);
    // Without it S3 answers "forbidden" in place of "not found" for an object that is gone.
    recorder.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
    bucket.encryptionKey?.grantDecrypt(recorder);
  }

  private createRule(props: ObjectIngestProps): Rule {
    const keys = renderKeys(props);
    return new Rule(this, 'ObjectCreated', {
      description: `Objects created for ${this.node.path}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [props.bucket.bucketName] }, ...(keys && { object: { key: keys } }) },
      },
      targets: [
        new LambdaFunction(this.function, {
          deadLetterQueue: this.deadLetterQueue,
          retryAttempts: DELIVERY.retries.most,
          maxEventAge: Duration.seconds(DELIVERY.eventAgeSeconds.most),
        }),
      ],
    });
  }

  private renderAlarms(): AlarmSpec[] {
    return [
      {
        id: 'LostEventsAlarm',
        signal: 'failure',
        metric: this.metricLostEvents(),
        description: `${this.node.path} lost uploads: neither the function nor the dead-letter queue could be reached. Look at the queue's policy.`,
      },
    ];
  }

  private validateEvents(bucket: IBucket): string[] {
    if (!CfnBucket.isCfnBucket(bucket.node.defaultChild) || sendsEvents(bucket)) return [];
    return [
      `[BucketEventsMissing] bucket "${bucket.node.path}" sends no events to EventBridge, so nothing would be taken in; ` +
        'give it "eventBridgeEnabled: true", or use a ReplicatedBucket',
    ];
  }

  /** Rights may be granted after this construct was made. */
  private warnOfLoop({ function: target, bucket, prefix, suffix }: ObjectIngestProps): string[] {
    if (target?.role && !prefix && !suffix && mayWrite(target.role, bucket)) {
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:ingestLoop',
        `"${target.node.path}" takes in every object of "${bucket.node.path}" and may write there: what it writes invokes it again, in each region, and Lambda stops no loop that goes through EventBridge; give "prefix" or "suffix", or let it write elsewhere`,
      );
    }
    return [];
  }
}

/** Whether a policy of the role allows to put objects into the bucket. */
function mayWrite(role: IRole, bucket: IBucket): boolean {
  const stack = Stack.of(role);
  const arn = JSON.stringify(stack.resolve(bucket.bucketArn));
  return role.node
    .findAll()
    .filter(child => CfnPolicy.isCfnPolicy(child))
    .flatMap(policy => (stack.resolve(policy.policyDocument) as { Statement: object[] }).Statement)
    .map(statement => JSON.stringify(statement))
    .some(text => /"s3:(\*|Put\*|PutObject)"/.test(text) && text.includes(arn));
}

function checkSize(size: Size | undefined, problems: Problems): void {
  if (!size || size.isUnresolved()) return;
  const bytes = size.toBytes({ rounding: SizeRoundingBehavior.NONE });
  if (!Number.isInteger(bytes) || bytes <= 0) {
    problems.add(
      'ObjectSizeOutOfRange',
      `"maxObjectSize" is ${bytes} bytes; give a whole number above 0, such as Size.mebibytes(10)`,
    );
  }
}

/** A pattern for keys; a prefix and a suffix side by side would mean "either". */
function renderKeys({ prefix, suffix }: ObjectIngestProps): string[] | undefined {
  if (prefix && suffix) return Match.wildcard(`${literal(prefix)}*${literal(suffix)}`);
  if (prefix) return Match.prefix(prefix);
  return suffix ? Match.suffix(suffix) : undefined;
}

function literal(text: string): string {
  return text.replace(/[\\*]/g, character => `\\${character}`);
}

/**
 * Whether events are on. Where CDK configures the bucket by its custom resource, that alone decides: it puts a whole
 * configuration in place of the bucket's own.
 */
function sendsEvents(bucket: IBucket): boolean {
  const notifications = bucket.node.tryFindChild('Notifications')?.node.findAll() ?? [];
  const custom = notifications.filter(child => CfnResource.isCfnResource(child));
  const deciding = custom.length > 0 ? custom : [bucket.node.defaultChild as CfnBucket];
  return deciding.some(resource =>
    JSON.stringify(Stack.of(bucket).resolve(resource._toCloudFormation())).includes('EventBridgeConfig'),
  );
}
