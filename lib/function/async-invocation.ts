import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Duration } from 'aws-cdk-lib/core';

/** How Lambda tries when the function is invoked asynchronously: by EventBridge, S3, SNS, or `InvocationType: Event`. */
export interface AsyncInvocation {
  /**
   * Further attempts after the first one failed, 0 to 2.
   *
   * @default 2
   */
  readonly retryAttempts?: number;

  /**
   * How long an event may wait for its attempts, 1 minute to 6 hours. An older one becomes a dead letter.
   *
   * @default Duration.hours(6)
   */
  readonly maxEventAge?: Duration;
}

/** Functions that are told how an asynchronous invocation ended. */
export interface Notify {
  /**
   * Called when the last attempt failed, beside the dead letter that is kept. It receives an SNS event; the `Message` of
   * each record is Lambda's invocation record in JSON, with the event that failed and the error.
   *
   * @default - nobody is called; the dead letter remains
   */
  readonly onFailure?: IFunction;

  /**
   * Called when an attempt succeeded, with Lambda's invocation record, which carries the result.
   *
   * @default - nobody is called
   */
  readonly onSuccess?: IFunction;
}
