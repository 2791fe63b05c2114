import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Annotations, type Duration, type Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type DeadLetters } from '../dead-letters/dead-letters';
import { QUEUE_MAPPING } from '../limits/lambda';
import { LONGEST_OUTAGE_SECONDS } from '../limits/outages';
import { isWholeWithin } from '../limits/range';
import { type Alarms } from '../observability/alarms';
import { type Problems } from '../private/errors';
import { duration, number, objectWith, size, text, validateProps, type PropKinds } from '../private/props';
import { DEFAULT_RETRY_FOR, LONGEST_RETRY_FOR } from './retry-horizon';

/** Which objects are taken in, by what, how long it is tried, and who is told when that fails. */
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
   * Largest object that is recorded. A larger one is rejected where it was uploaded: it ends as a dead letter and
   * `onFailure` is called. Its replica in another region is passed over.
   *
   * @default - every object is recorded
   */
  readonly maxObjectSize?: Size;

  /**
   * Function that is told of each object that was rejected, or that cannot be recorded whatever is tried; see
   * `Notify.onFailure` for what it receives. It is not told of objects that wait for a table or a key.
   *
   * @default - nobody is called; the dead letter and its alarm remain
   */
  readonly onFailure?: IFunction;

  /**
   * Function that takes objects in, in place of recording them in `table`. It receives messages of a queue, each with S3's
   * "Object Created" event as its body, may receive one twice, and returns which of them failed.
   *
   * @default - `table` is given
   */
  readonly function?: IFunction;

  /**
   * How long an object waits for what the function needs, such as a table that is away, before it becomes a dead letter: up
   * to 10 days. Less than the 15 hours of a long outage is a warning.
   *
   * @default Duration.days(1)
   */
  readonly retryFor?: Duration;

  /**
   * Executions that take objects in at once, 2 to 1000. What a region meets when it returns, its own backlog and what the
   * other region replicates to it, then leaves room for the functions that serve.
   *
   * @default 5
   */
  readonly maxConcurrency?: number;

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
   * Where events go that could not be delivered or recorded. They are kept for 14 days.
   *
   * @default DeadLetters.ownQueue()
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Alarms on the recorder, on the delivery, on events that wait for too long and on the dead letters.
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
  onFailure: objectWith('functionArn', 'a function'),
  function: objectWith('functionArn', 'a function'),
  retryFor: duration,
  maxConcurrency: number,
  prefix: text,
  suffix: text,
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** Throws all that is wrong with the props of an ingest, and warns of a patience that an outage outlasts. */
export function validateIngestProps(scope: Construct, props: ObjectIngestProps): void {
  validateProps(scope, props, KNOWN_PROPS, problems => {
    checkTarget(props, problems);
    checkSize(props.maxObjectSize, problems);
    checkPatience(props.retryFor, problems);
    checkConcurrency(props.maxConcurrency, problems);
  });
  warnOfImpatience(scope, props.retryFor ?? DEFAULT_RETRY_FOR);
}

function checkTarget(props: ObjectIngestProps, problems: Problems): void {
  if ((props.table === undefined) === (props.function === undefined)) {
    problems.add(
      props.table === undefined ? 'IngestTargetMissing' : 'IngestTargetConflict',
      `${props.table ? 'both "table" and "function" are' : 'neither "table" nor "function" is'} given; give "table" to have objects recorded, or "function" to take them in yourself`,
    );
  }
  for (const option of ['tablePartitionKey', 'maxObjectSize', 'onFailure'] as const) {
    if (props.function !== undefined && props[option] !== undefined) {
      problems.add(
        'IngestOptionUnused',
        `"${option}" is given with "function", which decides that itself; drop it, or give "table" in place of "function"`,
      );
    }
  }
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

function checkPatience(retryFor: Duration | undefined, problems: Problems): void {
  if (!retryFor || retryFor.isUnresolved()) return;
  const seconds = retryFor.toSeconds({ integral: false });
  if (!(seconds > 0 && seconds <= LONGEST_RETRY_FOR.toSeconds())) {
    problems.add(
      'RetryForOutOfRange',
      `"retryFor" is ${retryFor.toHumanString()}; give more than 0 and up to ${LONGEST_RETRY_FOR.toHumanString()}: SQS keeps a message for 14 days, and a dead letter needs some of them`,
    );
  }
}

function checkConcurrency(most: number | undefined, problems: Problems): void {
  if (most === undefined || Token.isUnresolved(most) || isWholeWithin(most, QUEUE_MAPPING.concurrency)) return;
  const { least, most: limit } = QUEUE_MAPPING.concurrency;
  problems.add(
    'MaxConcurrencyOutOfRange',
    `maxConcurrency is ${most}; Lambda allows whole numbers from ${least} to ${limit}`,
  );
}

function warnOfImpatience(scope: Construct, retryFor: Duration): void {
  if (retryFor.isUnresolved() || retryFor.toSeconds({ integral: false }) >= LONGEST_OUTAGE_SECONDS) return;
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:retryForShort',
    `"${scope.node.path}" tries an upload for ${retryFor.toHumanString()}, and outages of AWS have lasted ${LONGEST_OUTAGE_SECONDS / 3600} hours: good uploads would become dead letters and wait for somebody to redrive them; leave "retryFor" out`,
  );
}
