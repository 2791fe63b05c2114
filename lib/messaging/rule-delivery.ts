import { Duration } from 'aws-cdk-lib/core';
import { DELIVERY } from '../limits/eventbridge';

/** A rule gives up as late as AWS allows. */
export const DELIVERY_TO_RULE = {
  retryAttempts: DELIVERY.retries.most,
  maxEventAge: Duration.seconds(DELIVERY.eventAgeSeconds.most),
} as const;
