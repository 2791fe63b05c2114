import { type Duration } from 'aws-cdk-lib/core';

/** What was given for a duration, as a person says it, such as `7 hours`; CDK has no word for one that is no number. */
export function durationText(duration: Duration | undefined): string {
  if (duration === undefined) return 'undefined';
  return duration.toHumanString() || `${duration.toSeconds({ integral: false })} seconds`;
}

/** What was given for a duration, in seconds. */
export function secondsText(duration: Duration): string {
  return duration.isUnresolved()
    ? 'only known at deployment (a token)'
    : `${duration.toSeconds({ integral: false })} s`;
}
