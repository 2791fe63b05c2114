import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { type Duration, type Size } from 'aws-cdk-lib/core';
import { type DeadLetters } from '../dead-letters/dead-letters';
import { type Alarms } from '../observability/alarms';

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
