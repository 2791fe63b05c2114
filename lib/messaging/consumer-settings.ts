import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { QUEUE_MAPPING } from '../limits/lambda';
import { SQS } from '../limits/sqs';
import { type QueueConsumerProps } from './queue-consumer-props';
import { isRetention, type SourceQueue } from '../dead-letters/dead-letter-fit';
import { timeoutOf } from '../function/function-timeout';
import { settingsOf, secondsOf } from '../dead-letters/queue-settings';

const { leastReceives: LEAST_RECEIVES, visibilityInTimeouts: VISIBILITY_IN_TIMEOUTS } = QUEUE_MAPPING;
const LONGEST_WINDOW: number = QUEUE_MAPPING.windowSeconds.most;

export const DEFAULT_RETENTION = Duration.seconds(SQS.defaults.retentionSeconds);

/** Seconds from which we take a message for one that nobody works off. */
const LEAST_MESSAGE_AGE = 900;

/** What a message may wait for, in seconds; undefined where only the deployment knows it. */
interface Times {
  /** Of the function. */
  readonly timeout?: number;
  readonly window?: number;
}

/** A queue and its consumer, as far as they are known before the deployment. */
export interface ConsumerSettings extends Times {
  readonly source: SourceQueue;
  /** Seconds. */
  readonly visibility?: number;
  readonly maxReceiveCount?: number;
}

/** The figures of a queue that is given, or of the one that will be made. */
export function settingsOfConsumer(scope: Construct, props: QueueConsumerProps): ConsumerSettings {
  const times = {
    timeout: props.function && timeoutOf(props.function),
    window: props.maxBatchingWindow ? secondsOf(props.maxBatchingWindow) : 0,
  };
  return { ...times, ...(props.queue ? readQueue(props) : planQueue(scope, props, times)) };
}

/** Seconds for which a message has to be invisible so that Lambda can try again after it was throttled. */
export function neededVisibility(timeout: number, window = LONGEST_WINDOW): number {
  return VISIBILITY_IN_TIMEOUTS * timeout + window;
}

/** The same as a sum that a person can check. */
export function visibilityText(timeout: number, window = LONGEST_WINDOW): string {
  const batching = window > 0 ? ` + ${window} s of batching` : '';
  return `${neededVisibility(timeout, window)} s (${VISIBILITY_IN_TIMEOUTS} × ${timeout} s${batching})`;
}

/** Seconds that all attempts at one message take. */
export function attemptsOf({ visibility, maxReceiveCount }: ConsumerSettings): number | undefined {
  return visibility === undefined || maxReceiveCount === undefined ? undefined : visibility * maxReceiveCount;
}

/** Seconds from which a message is older than one that is merely tried again, and is not near its end yet. */
export function suspiciousAge(figures: ConsumerSettings): number {
  const { retention = Infinity } = figures.source;
  return Math.min(Math.max(LEAST_MESSAGE_AGE, attemptsOf(figures) ?? 0), Math.floor(retention / 2));
}

function readQueue({ queue }: QueueConsumerProps): ConsumerSettings {
  const { node, env, fifo } = queue!;
  const known = settingsOf(queue!);
  return {
    source: { path: node.path, env, fifo, retention: known?.retention },
    visibility: known?.visibility,
    maxReceiveCount: known?.redrive?.maxReceiveCount,
  };
}

function planQueue(scope: Construct, props: QueueConsumerProps, { timeout, window }: Times): ConsumerSettings {
  const { region, account } = Stack.of(scope);
  const { fifo = false, maxReceiveCount = LEAST_RECEIVES } = props;
  // One that is refused anyway is held against nothing else.
  const retention = isRetention(props.retention) ? secondsOf(props.retention ?? DEFAULT_RETENTION) : undefined;
  const byDefault = timeout === undefined ? undefined : neededVisibility(timeout, window);
  return {
    source: { path: scope.node.path, env: { region, account }, fifo, retention },
    visibility: props.visibilityTimeout ? secondsOf(props.visibilityTimeout) : byDefault,
    maxReceiveCount: Token.isUnresolved(maxReceiveCount) ? undefined : maxReceiveCount,
  };
}
