import { Template } from 'aws-cdk-lib/assertions';
import { type CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { type App, CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { DeadLetterQueue, DeadLetters } from '../../lib/dead-letters';
import { type QueueConsumerProps } from '../../lib/messaging';
import { failureOf } from '../support/failure';
import { consuming, env, given, mappingOf, warnings } from './support/queue-consumer';

describe('a queue that is there already', () => {
  const good = (stack: Stack, more: object = {}) =>
    new Queue(stack, 'Theirs', {
      visibilityTimeout: Duration.minutes(1),
      deadLetterQueue: { queue: new DeadLetterQueue(stack, 'Letters'), maxReceiveCount: 5 },
      ...more,
    });

  test('gets a mapping and an alarm, and nothing else', () => {
    const { stack, consumer } = consuming(good);
    const template = Template.fromStack(stack);
    expect(consumer.queue.node.path).toBe('Plain/Theirs');
    expect(consumer.deadLetterQueue!.node.path).toBe('Plain/Letters');
    expect(consumer.node.children.map(({ node }) => node.id)).toEqual(['AgeAlarm']);
    template.resourceCountIs('AWS::SQS::Queue', 3);
    expect(mappingOf(stack).EventSourceArn).toEqual(stack.resolve(consumer.queue.queueArn));
    expect(warnings(stack)).toEqual([]);
  });

  test('is checked with the figures of its template, where something lower set them', () => {
    const { stack } = consuming(stack => {
      const queue = good(stack);
      (queue.node.defaultChild as CfnQueue).visibilityTimeout = 59;
      return queue;
    });
    expect(warnings(stack)).toEqual([expect.stringContaining('make it 60 s (6 × 10 s)')]);
  });

  test.each<[string, (stack: Stack) => QueueConsumerProps['queue'], string]>([
    [
      'has no dead letters',
      stack => new Queue(stack, 'Theirs', { visibilityTimeout: Duration.hours(1) }),
      'noDeadLetters',
    ],
    [
      'is tried twice only',
      stack => good(stack, { deadLetterQueue: { queue: new DeadLetterQueue(stack, 'Few'), maxReceiveCount: 2 } }),
      'fewReceives',
    ],
    [
      'is imported, of which nothing is known',
      stack => Queue.fromQueueArn(stack, 'Theirs', 'arn:aws:sqs:us-east-1:111122223333:theirs'),
      'queueUnknown',
    ],
  ])('that %s is a warning', (_, create, id) => {
    const { stack } = consuming(create);
    expect(warnings(stack)).toEqual([expect.stringContaining(`[ack: cdk-resilient-serverless:${id}]`)]);
  });

  test('may have figures that only the deployment knows', () => {
    const { stack } = consuming(stack => {
      const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
      const seconds = Duration.seconds(number);
      return good(stack, {
        visibilityTimeout: seconds,
        retentionPeriod: seconds,
        deadLetterQueue: { queue: new DeadLetterQueue(stack, 'Others'), maxReceiveCount: number },
      });
    });
    expect(warnings(stack)).toEqual([]);
  });

  const failureWithLettersOfItsNameIn = (region: string) =>
    failureOf(() =>
      consuming(stack =>
        good(stack, {
          queueName: 'orders',
          deadLetterQueue: {
            queue: Queue.fromQueueArn(stack, 'Dead', `arn:aws:sqs:${region}:111122223333:orders`),
            maxReceiveCount: 5,
          },
        }),
      ),
    );

  test('is a mistake where it is its own dead-letter queue by name', () => {
    expect(failureWithLettersOfItsNameIn('us-east-1')).toMatchObject({
      codes: ['DeadLettersConflict'],
      path: 'Plain/Orders',
    });
  });

  test('is not its own dead-letter queue where another region has one of its name, which SQS cannot reach', () => {
    expect(failureWithLettersOfItsNameIn('us-west-2').codes).toEqual(['DeadLettersOfOtherRegion']);
  });
});

test('dead letters of the same id in another stack are other ones', () => {
  const { stack } = consuming(stack => {
    const other = new Stack(stack.node.root as App, 'Other', { env });
    const letters = new Queue(other, 'Theirs', { retentionPeriod: Duration.days(14) });
    return new Queue(stack, 'Theirs', {
      visibilityTimeout: Duration.hours(1),
      deadLetterQueue: { queue: letters, maxReceiveCount: 5 },
    });
  });
  expect(warnings(stack)).toEqual([]);
});

test('dead letters of a kind that only the deployment knows are taken', () => {
  const arn = (stack: Stack) => new CfnParameter(stack, 'LettersArn').valueAsString;
  const letters = (stack: Stack) => DeadLetters.toQueue(Queue.fromQueueArn(stack, 'Letters', arn(stack)));
  expect(() => given(stack => ({ fifo: true, deadLetters: letters(stack) }))).not.toThrow();
});
