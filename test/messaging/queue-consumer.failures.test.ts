import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type App, Aws, Duration, Stack } from 'aws-cdk-lib/core';
import { DeadLetters } from '../../lib/dead-letters';
import { QueueConsumer, type QueueConsumerProps } from '../../lib/messaging';
import { failureOf } from '../support/failure';
import { plainStack, someFunction } from '../support/two-regions';
import { consuming, env, given } from './support/queue-consumer';

test('all that is wrong is reported at once', () => {
  const failure = failureOf(() =>
    given(() => ({
      maxReceiveCount: 0,
      retention: Duration.days(15),
      batchSize: 0,
      maxConcurrency: 1,
      deadLetters: DeadLetters.ownQueue({ retention: Duration.days(20) }),
    })),
  );
  expect(failure.codes).toEqual([
    'QueueRetentionOutOfRange',
    'DeadLetterRetentionOutOfRange',
    'MaxReceiveCountOutOfRange',
    'BatchSizeOutOfRange',
    'MaxConcurrencyOutOfRange',
  ]);
  expect(failure.path).toBe('Plain/Orders');
});

test.each<[string, (stack: Stack) => Partial<QueueConsumerProps>, string, string]>([
  [
    'a visibility timeout over 12 hours',
    () => ({ visibilityTimeout: Duration.hours(13) }),
    'QueueVisibilityOutOfRange',
    '13 hours',
  ],
  [
    'a batch of 11 without a window',
    () => ({ batchSize: 11 }),
    'BatchSizeOutOfRange',
    'Lambda takes 1 to 10 messages here',
  ],
  ['half a message', () => ({ batchSize: 1.5 }), 'BatchSizeOutOfRange', '1.5'],
  [
    'a batch of 10,001',
    () => ({ batchSize: 10_001, maxBatchingWindow: Duration.seconds(1) }),
    'BatchSizeOutOfRange',
    '1 to 10000 messages',
  ],
  [
    'a window over five minutes',
    () => ({ maxBatchingWindow: Duration.minutes(6) }),
    'BatchingWindowOutOfRange',
    '6 minutes',
  ],
  [
    'a window for FIFO',
    () => ({ fifo: true, maxBatchingWindow: Duration.seconds(1) }),
    'BatchingWindowOutOfRange',
    'is FIFO',
  ],
  ['a concurrency of 1001', () => ({ maxConcurrency: 1001 }), 'MaxConcurrencyOutOfRange', '2 to 1000'],
  [
    'an age at which the message is gone',
    () => ({ maxMessageAge: Duration.days(4) }),
    'MaxMessageAgeOutOfRange',
    '4 days',
  ],
  ['an age of nothing', () => ({ maxMessageAge: Duration.seconds(0) }), 'MaxMessageAgeOutOfRange', '0 s'],
  [
    'a retention that ends before the last attempt',
    () => ({ retention: Duration.minutes(5) }),
    'QueueRetentionTooShort',
    'all attempts at one take 5 minutes (5 × 60 s)',
  ],
  [
    'figures of its own for a queue that is given',
    stack => ({ queue: new Queue(stack, 'Theirs', { visibilityTimeout: Duration.hours(1) }), fifo: true }),
    'ConsumerOptionUnused',
    '"fifo" is given with "queue"',
  ],
  ['no function', () => ({ function: undefined }), 'FunctionMissing', 'nothing works the queue off'],
  ['a prop that does not exist', () => ({ batchsize: 1 }) as object, 'PropUnknown', 'did you mean "batchSize"?'],
])('fails on %s', (_, change, code, fragment) => {
  const failure = failureOf(() => given(change));
  expect(failure).toMatchObject({ codes: [code], path: 'Plain/Orders' });
  expect(failure.message).toContain(fragment);
});

describe('fails across places', () => {
  const far = 'arn:aws:sqs:us-west-2:111122223333:orders';
  const foreign = 'arn:aws:sqs:us-east-1:444455556666:orders';

  test.each([
    ['region', far, '"us-west-2"', 'QueueOfOtherRegion'],
    ['account', foreign, '"444455556666"', 'QueueOfOtherAccount'],
  ])('where the queue is in another %s', (place, arn, fragment, code) => {
    const failure = failureOf(() => consuming(stack => Queue.fromQueueArn(stack, 'Far', arn)));
    expect(failure).toMatchObject({ codes: [code], path: 'Plain/Orders' });
    expect(failure.message).toContain(`queue "Plain/Far" is in ${place} ${fragment}`);
  });

  test('where the function is in another region', () => {
    const worker = someFunction(plainStack('eu-west-1'));
    expect(failureOf(() => given(() => ({ function: worker }))).codes).toEqual(['QueueOfOtherRegion']);
  });

  test('where the consumer is in another region than both', () => {
    const stack = plainStack('eu-west-1');
    const props = {
      function: someFunction(stack),
      queue: new Queue(stack, 'Theirs', { visibilityTimeout: Duration.hours(1) }),
    };
    const failure = failureOf(
      () => new QueueConsumer(new Stack(stack.node.root as App, 'Far', { env }), 'Orders', props),
    );
    expect(failure.codes).toEqual(['QueueOfOtherRegion']);
    expect(failure.message).toContain('"Far/Orders" in "us-east-1"');
  });

  test('where the dead letters are in another account', () => {
    const letters = (stack: Stack) => DeadLetters.toQueue(Queue.fromQueueArn(stack, 'Dead', foreign));
    const failure = failureOf(() => given(stack => ({ deadLetters: letters(stack) })));
    expect(failure.codes).toEqual(['DeadLettersOfOtherAccount']);
    expect(failure.message).toContain('"Plain/Dead" is in account "444455556666"');
  });

  test('but not where a place is known at deployment only', () => {
    const arn = `arn:aws:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:orders`;
    expect(() => consuming(stack => Queue.fromQueueArn(stack, 'Theirs', arn))).not.toThrow();
  });
});
