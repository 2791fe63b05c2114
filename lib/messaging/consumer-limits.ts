import { Annotations, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type QueueConsumerProps } from './queue-consumer-props';
import {
  attemptsOf,
  type ConsumerSettings,
  settingsOfConsumer,
  neededVisibility,
  visibilityText,
} from './consumer-settings';
import {
  checkLetters,
  differ,
  isRetention,
  isOwnSource,
  timeText,
  warnWithoutLetters,
} from '../dead-letters/dead-letter-fit';
import { QUEUE_MAPPING } from '../limits/lambda';
import { isWholeWithin } from '../limits/range';
import { SQS } from '../limits/sqs';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { duration, flag, number, objectWith, validateProps, type PropKinds } from '../private/props';
import { settingsOf, lettersOf, secondsOf } from '../dead-letters/queue-settings';

const { batchSize: BATCH, batchWithoutWindow: MOST_AT_ONCE, concurrency: CONCURRENCY } = QUEUE_MAPPING;
const { leastReceives: LEAST_RECEIVES, windowSeconds: WINDOW } = QUEUE_MAPPING;

const KNOWN_PROPS: PropKinds<QueueConsumerProps> = {
  function: objectWith('functionArn', 'a function'),
  queue: objectWith('queueArn', 'a queue'),
  visibilityTimeout: duration,
  maxReceiveCount: number,
  retention: duration,
  fifo: flag,
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  batchSize: number,
  maxBatchingWindow: duration,
  reportBatchItemFailures: flag,
  maxConcurrency: number,
  maxMessageAge: duration,
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** What a queue that is given decides itself. */
const OF_THE_QUEUE = ['visibilityTimeout', 'maxReceiveCount', 'retention', 'fifo', 'deadLetters'] as const;

/** Throws all that is wrong with the props of a consumer, and warns of what is weaker than it looks. */
export function validateConsumerProps(scope: Construct, props: QueueConsumerProps): ConsumerSettings {
  const figures = validateProps(scope, props, KNOWN_PROPS, problems => {
    if (props.function === undefined) {
      problems.add(
        'FunctionMissing',
        '"function" is missing, so nothing works the queue off; give a ResilientFunction, or any other function',
      );
    }
    const found = settingsOfConsumer(scope, props);
    if (props.queue) checkGivenQueue(props, found, problems);
    else checkOwnQueue(props, found, problems);
    checkPlaces(scope, props, found.source, problems);
    checkVisibility(props, found, problems);
    checkReceives(found, problems);
    checkTimeToFail(found, problems);
    checkBatches(props, found, problems);
    checkConcurrency(props, problems);
    checkMessageAge(props, found, problems);
    return found;
  });
  warn(scope, props, figures);
  return figures;
}

function checkOwnQueue(props: QueueConsumerProps, { source, timeout }: ConsumerSettings, problems: Problems): void {
  const visibility = secondsOf(props.visibilityTimeout) ?? 0;
  if (!isWholeWithin(visibility, SQS.visibilitySeconds)) {
    problems.add(
      'QueueVisibilityOutOfRange',
      `the visibility timeout is ${durationText(props.visibilityTimeout)}; SQS allows whole seconds, up to 12 hours`,
    );
  }
  if (props.visibilityTimeout === undefined && timeout === undefined && props.function !== undefined) {
    problems.add(
      'QueueVisibilityMissing',
      `the timeout of "${props.function.node.path}" is not known here, and the visibility timeout follows from it; give "visibilityTimeout", 6 × that timeout plus the batching window`,
    );
  }
  if (!isRetention(props.retention)) {
    problems.add(
      'QueueRetentionOutOfRange',
      `the retention is ${durationText(props.retention)}; SQS keeps messages for 1 minute to 14 days, in whole seconds`,
    );
  }
  props.deadLetters?._check(source, problems);
}

function checkGivenQueue(props: QueueConsumerProps, { source }: ConsumerSettings, problems: Problems): void {
  for (const option of OF_THE_QUEUE) {
    if (props[option] !== undefined) {
      problems.add(
        'ConsumerOptionUnused',
        `"${option}" is given with "queue", which decides that itself; set it where "${source.path}" is made, or drop "queue"`,
      );
    }
  }
  const queue = props.queue!;
  const letters = lettersOf(queue);
  if (isOwnSource(queue, settingsOf(queue)?.redrive?.target, letters)) {
    problems.add(
      'DeadLettersConflict',
      `"${source.path}" is its own dead-letter queue, so a message that always fails never leaves it; give it another one`,
    );
  } else if (letters) checkLetters(source, letters, problems);
}

/** The mapping, the alarm and the function's rights are where the consumer is, and reach that place only. */
function checkPlaces(
  scope: Construct,
  { function: target }: QueueConsumerProps,
  { path, env }: ConsumerSettings['source'],
  problems: Problems,
): void {
  const partners = [...(target ? [target] : []), { node: scope.node, env: Stack.of(scope) }];
  for (const place of ['region', 'account'] as const) {
    const far = partners.find(partner => differ(partner.env[place], env[place]));
    if (far !== undefined) {
      problems.add(
        place === 'region' ? 'QueueOfOtherRegion' : 'QueueOfOtherAccount',
        `queue "${path}" is in ${place} "${env[place]}" and "${far.node.path}" in "${far.env[place]}"; a queue is worked off in its own region and account, so make both in one place`,
      );
    }
  }
}

function checkVisibility(
  props: QueueConsumerProps,
  { source, visibility, timeout, window }: ConsumerSettings,
  problems: Problems,
): void {
  if (visibility === undefined || timeout === undefined) return;
  if (!(visibility >= timeout)) {
    problems.add(
      'QueueVisibilityTooShort',
      `the visibility timeout of "${source.path}" is ${visibility} s and the timeout of "${props.function.node.path}" is ${timeout} s: messages would come back while the function still works on them, and Lambda refuses that; make it ${visibilityText(timeout, window)}`,
    );
  }
}

function checkReceives({ source, maxReceiveCount: count }: ConsumerSettings, problems: Problems): void {
  if (count === undefined) return;
  if (!isWholeWithin(count, SQS.receives)) {
    problems.add(
      'MaxReceiveCountOutOfRange',
      `maxReceiveCount of "${source.path}" is ${count}; SQS allows whole numbers from 1 to ${SQS.receives.most}, and throttling needs ${LEAST_RECEIVES} or more`,
    );
  }
}

/** A message that is deleted between two attempts is never a dead letter. */
function checkTimeToFail(figures: ConsumerSettings, problems: Problems): void {
  const { source, visibility, maxReceiveCount } = figures;
  const attempts = attemptsOf(figures);
  if (source.retention === undefined || attempts === undefined || !(attempts > 0)) return;
  if (!(attempts < source.retention)) {
    problems.add(
      'QueueRetentionTooShort',
      `"${source.path}" keeps messages for ${timeText(source.retention)}, and all attempts at one take ${timeText(attempts)} (${maxReceiveCount} × ${visibility} s): it would be deleted before it is a dead letter; keep messages longer`,
    );
  }
}

function checkBatches(props: QueueConsumerProps, { source, window }: ConsumerSettings, problems: Problems): void {
  if (source.fifo && props.maxBatchingWindow !== undefined) {
    problems.add(
      'BatchingWindowOutOfRange',
      `"maxBatchingWindow" is given, and "${source.path}" is FIFO: Lambda gathers messages of standard queues only; leave it out`,
    );
  }
  if (window !== undefined && !isWholeWithin(window, WINDOW)) {
    problems.add(
      'BatchingWindowOutOfRange',
      `maxBatchingWindow is ${durationText(props.maxBatchingWindow)}; Lambda allows whole seconds, up to 5 minutes`,
    );
  }
  const { batchSize } = props;
  if (batchSize === undefined || Token.isUnresolved(batchSize)) return;
  const most = source.fifo || window === 0 ? MOST_AT_ONCE : BATCH.most;
  if (!isWholeWithin(batchSize, { ...BATCH, most })) {
    problems.add(
      'BatchSizeOutOfRange',
      `batchSize is ${batchSize}; Lambda takes 1 to ${most} messages here, and up to ${BATCH.most} of a standard queue with a "maxBatchingWindow" of 1 s or more`,
    );
  }
}

function checkConcurrency({ maxConcurrency: most }: QueueConsumerProps, problems: Problems): void {
  if (most === undefined || Token.isUnresolved(most)) return;
  if (!isWholeWithin(most, CONCURRENCY)) {
    problems.add(
      'MaxConcurrencyOutOfRange',
      `maxConcurrency is ${most}; Lambda allows whole numbers from ${CONCURRENCY.least} to ${CONCURRENCY.most}, leave it out for no limit`,
    );
  }
}

function checkMessageAge(
  { maxMessageAge }: QueueConsumerProps,
  { source }: ConsumerSettings,
  problems: Problems,
): void {
  const age = secondsOf(maxMessageAge);
  if (age === undefined) return;
  const isInTime = age > 0 && age < (source.retention ?? Infinity);
  if (!isInTime) {
    problems.add(
      'MaxMessageAgeOutOfRange',
      `maxMessageAge is ${durationText(maxMessageAge)}; give more than 0 s, and less than the retention, at whose end the message is gone before anybody is told`,
    );
  }
}

function warn(scope: Construct, props: QueueConsumerProps, figures: ConsumerSettings): void {
  const { source, visibility, timeout, window = 0, maxReceiveCount: count } = figures;
  if (visibility !== undefined && timeout !== undefined && visibility < neededVisibility(timeout, window)) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:visibilityShort',
      `the visibility timeout of "${source.path}" is ${visibility} s: a message that is throttled may become a dead letter although nothing is wrong with it; make it ${visibilityText(timeout, window)}`,
    );
  }
  if (count !== undefined && count < LEAST_RECEIVES) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:fewReceives',
      `maxReceiveCount of "${source.path}" is ${count}: throttling counts as an attempt, so a burst of load sends good messages to the dead letters; make it ${LEAST_RECEIVES} or more`,
    );
  }
  if (props.reportBatchItemFailures === false && props.batchSize !== 1) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:wholeBatchFails',
      `one message that fails makes its whole batch of "${source.path}" fail: the good ones are processed again, and become dead letters with it; leave "reportBatchItemFailures" on`,
    );
  }
  if (props.queue) warnOfLetters(scope, props, source.path);
}

function warnOfLetters(scope: Construct, { queue }: QueueConsumerProps, path: string): void {
  const known = settingsOf(queue!);
  if (!known) {
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:queueUnknown',
      `"${path}" is imported, so nothing is known of its dead letters, its visibility timeout and its retention; see to it that it has a dead-letter queue with alarms, and a maxReceiveCount of ${LEAST_RECEIVES} or more`,
    );
  } else if (!known.redrive) warnWithoutLetters(scope, path);
}
