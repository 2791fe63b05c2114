import { type CfnQueue, Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { DeadLetterQueue, type DeadLetterQueueProps, DeadLetters, QueueConsumer } from '../../lib';
import { createFunction, failsOn, type Refused, stack, warnsOf } from './support';

/** A dead-letter queue in a stack of its own. */
const letters = (props?: DeadLetterQueueProps) => new DeadLetterQueue(stack(), 'Letters', props);
const queue = (scope: Stack, props?: QueueProps) => new Queue(scope, 'Theirs', props);
const importedQueue = () => Queue.fromQueueArn(stack(), 'Theirs', 'arn:aws:sqs:us-east-1:111122223333:theirs');
/** A consumer of 10 s; with the props of a queue, of one that is there. */
const createConsumer = (props: object, ofQueue?: QueueProps, change = (_made: Queue): void => undefined) => {
  const scope = stack();
  const given = ofQueue && queue(scope, { visibilityTimeout: Duration.minutes(1), ...ofQueue });
  if (given) change(given);
  return new QueueConsumer(scope, 'Orders', { function: createFunction({}, scope), queue: given, ...props });
};

failsOn('queues', [
  [
    'a visibility under the timeout',
    () => createConsumer({ visibilityTimeout: Duration.seconds(9) }),
    'QueueVisibilityTooShort',
    'make it 60 s (6 × 10 s)',
  ],
  [
    'a visibility under the timeout, of a queue that is there',
    () => createConsumer({}, { visibilityTimeout: Duration.seconds(9) }),
    'QueueVisibilityTooShort',
    'the visibility timeout of "Plain/Theirs" is 9 s',
  ],
  ...[0, -1, 2.5, NaN, 1001].map((maxReceiveCount): Refused => [
    `a maxReceiveCount of ${maxReceiveCount}`,
    () => createConsumer({ maxReceiveCount }),
    'MaxReceiveCountOutOfRange',
    `maxReceiveCount of "Plain/Orders" is ${maxReceiveCount}`,
  ]),
  [
    'a maxReceiveCount of 2.5, of a queue that is there',
    () => createConsumer({}, { deadLetterQueue: { queue: letters(), maxReceiveCount: 2.5 } }),
    'MaxReceiveCountOutOfRange',
    'maxReceiveCount of "Plain/Theirs" is 2.5',
  ],
  [
    'a retention of 15 days',
    () => createConsumer({ retention: Duration.days(15) }),
    'QueueRetentionOutOfRange',
    '15 days',
  ],
  [
    'a retention of 30 seconds',
    () => createConsumer({ retention: Duration.seconds(30) }),
    'QueueRetentionOutOfRange',
    '30 s',
  ],
  [
    'a retention of dead letters of 15 days',
    () => new DeadLetterQueue(stack(), 'Letters', { retention: Duration.days(15) }),
    'DeadLetterRetentionOutOfRange',
    '15 days',
  ],
  [
    'dead letters that are kept as long as their source’s messages',
    () => createConsumer({ deadLetters: DeadLetters.ownQueue({ retention: Duration.days(4) }) }),
    'DeadLetterRetentionTooShort',
    'are kept for 4 days and its messages for 4 days',
  ],
  [
    'dead letters of a queue that is there that are kept as long as its messages',
    () => createConsumer({}, { deadLetterQueue: { queue: queue(letters().stack), maxReceiveCount: 5 } }),
    'DeadLetterRetentionTooShort',
    'keep letters longer, up to 14 days',
  ],
  [
    'FIFO where only a standard queue goes',
    () => {
      const scope = stack();
      createFunction({ deadLetters: DeadLetters.toQueue(new Queue(scope, 'Ordered', { fifo: true })) }, scope);
    },
    'DeadLettersUnsupported',
    'use a standard queue',
  ],
  [
    'FIFO with standard dead letters',
    () => createConsumer({ fifo: true, deadLetters: DeadLetters.toQueue(letters()) }),
    'DeadLettersUnsupported',
    '"Plain/Letters" is a standard queue and its source "Plain/Orders" is a FIFO queue',
  ],
  [
    'a standard queue with FIFO dead letters',
    () => createConsumer({}, { deadLetterQueue: { queue: letters({ fifo: true }), maxReceiveCount: 5 } }),
    'DeadLettersUnsupported',
    'make both FIFO, or neither',
  ],
  [
    'a dead-letter queue that is its own source',
    () =>
      createConsumer({}, {}, made => {
        const resource = made.node.defaultChild as CfnQueue;
        resource.redrivePolicy = { deadLetterTargetArn: made.queueArn, maxReceiveCount: 5 };
      }),
    'DeadLettersConflict',
    '"Plain/Theirs" is its own dead-letter queue',
  ],
  [
    'a queue of another region',
    () => new QueueConsumer(stack(), 'Orders', { function: createFunction({}, stack('us-west-2')) }),
    'QueueOfOtherRegion',
    '"Plain/Api" in "us-west-2"',
  ],
]);

warnsOf([
  ['a maxReceiveCount of 1', () => createConsumer({ maxReceiveCount: 1 }), 'fewReceives'],
  ['a maxReceiveCount of 4', () => createConsumer({ maxReceiveCount: 4 }), 'fewReceives'],
  [
    'a visibility under six timeouts',
    () => createConsumer({ visibilityTimeout: Duration.seconds(59) }),
    'visibilityShort',
  ],
  ['a visibility of one timeout', () => createConsumer({ visibilityTimeout: Duration.seconds(10) }), 'visibilityShort'],
  ['a queue whose dead letters are unknown', () => createConsumer({ queue: importedQueue() }), 'queueUnknown'],
  ['a queue without dead letters', () => createConsumer({}, {}), 'noDeadLetters'],
  ['a batch that fails as a whole', () => createConsumer({ reportBatchItemFailures: false }), 'wholeBatchFails'],
]);
