import { type Duration } from 'aws-cdk-lib/core';

/** A duration as a person says it, such as `7 hours`; CDK has no word for one that is no number. */
export function durationText(duration: Duration): string {
  return duration.toHumanString() || `${duration.toSeconds({ integral: false })} seconds`;
}
