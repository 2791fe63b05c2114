import { Duration } from 'aws-cdk-lib/core';
import { LAMBDA, QUEUE_MAPPING } from '../limits/lambda';
import { SQS } from '../limits/sqs';
import { waitAfter } from './backoff';

export const DEFAULT_RETRY_FOR = Duration.days(1);
export const LONGEST_RETRY_FOR = Duration.days(10);

/** Seconds between two attempts of a function that says nothing else: a short failure is over then, and a long one costs little. */
const LEAST_WAIT = 300;

/** How a queue has to be set so that its messages are tried for as long as they should. */
export interface RetryHorizon {
  readonly visibilityTimeout: Duration;
  readonly maxReceiveCount: number;
}

/**
 * For a function that leaves failed messages as they are: they come back after the visibility timeout, each time.
 *
 * @param timeout seconds of the function; the longest one where it is not known
 */
export function steadyHorizon(retryFor: Duration, timeout: number = LAMBDA.timeoutSeconds.most): RetryHorizon {
  const seconds = secondsOf(retryFor);
  const least = Math.ceil(seconds / SQS.receives.most);
  const visibility = Math.max(QUEUE_MAPPING.visibilityInTimeouts * timeout, LEAST_WAIT, least);
  return horizon(visibility, Math.ceil(seconds / visibility));
}

/** For the recorder, which chooses the time of the next attempt itself. */
export function growingHorizon(retryFor: Duration, timeout: number): RetryHorizon {
  const seconds = secondsOf(retryFor);
  let receives = 0;
  for (let waited = 0; waited < seconds; waited += waitAfter(receives)) receives++;
  return horizon(QUEUE_MAPPING.visibilityInTimeouts * timeout, receives);
}

function horizon(visibility: number, receives: number): RetryHorizon {
  const count = Math.max(QUEUE_MAPPING.leastReceives, Math.min(receives, SQS.receives.most));
  return { visibilityTimeout: Duration.seconds(visibility), maxReceiveCount: count };
}

/** What only the deployment knows is counted as the default. */
function secondsOf(retryFor: Duration): number {
  return (retryFor.isUnresolved() ? DEFAULT_RETRY_FOR : retryFor).toSeconds({ integral: false });
}
