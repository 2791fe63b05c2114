import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Duration } from 'aws-cdk-lib/core';
import { type Alarms } from '../observability/alarms';
import { type DeadLetters } from '../dead-letters/dead-letters';

/** Which function works off which queue, and how. */
export interface QueueConsumerProps {
  /** Function that works the messages off. Pass a `ResilientFunction`, and its live alias does. */
  readonly function: IFunction;

  /**
   * Queue that is there already. Its dead letters, visibility timeout and retention are its own: they are checked as far
   * as they are known.
   *
   * @default - a queue is made
   */
  readonly queue?: IQueue;

  /**
   * How long a message stays invisible while it is worked on, up to 12 hours. A message that failed is tried again after
   * that time.
   *
   * @default - 6 × the timeout of the function plus `maxBatchingWindow`; required where the timeout is not known, as with
   * an imported function
   */
  readonly visibilityTimeout?: Duration;

  /**
   * Attempts at a message before it is a dead letter, 1 to 1000. Throttling counts as one, so fewer than 5 warns.
   *
   * @default 5
   */
  readonly maxReceiveCount?: number;

  /**
   * How long a message is kept that nobody works off, 1 minute to 14 days.
   *
   * @default Duration.days(4)
   */
  readonly retention?: Duration;

  /**
   * Whether messages of one group are worked off in the order in which they came; the dead-letter queue is then FIFO too.
   * Another value replaces the queue.
   *
   * @default false
   */
  readonly fifo?: boolean;

  /**
   * Where messages go that failed too often. They have to be kept longer than in the queue.
   *
   * @default DeadLetters.ownQueue()
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Messages that the function gets at once, at most: up to 10, and with `maxBatchingWindow` up to 10,000.
   *
   * @default 10
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers messages for a batch, up to 5 minutes; not for FIFO.
   *
   * @default - the function is invoked with what is there
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * Whether the function says which messages of a batch failed, by returning `batchItemFailures`. It may as well return
   * nothing, or throw to have the whole batch tried again.
   *
   * @default true
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * Executions of the function that this queue may take, 2 to 1000. Messages then wait in place of being throttled.
   *
   * @default - as many as the function has
   */
  readonly maxConcurrency?: number;

  /**
   * How old the oldest message may become before an alarm is raised; shorter than the retention.
   *
   * @default - as long as all attempts at a message take, 15 minutes at least, half the retention at most
   */
  readonly maxMessageAge?: Duration;

  /**
   * Alarms on the age of the oldest message and on the dead letters.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}
