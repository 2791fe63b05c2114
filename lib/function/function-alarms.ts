import { type CfnFunction, type Function } from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { type AlarmSpec } from '../observability/alarm-spec';

/** A function as the user knows it: the construct, and the function in it. */
interface WatchedFunction extends Construct {
  readonly function: Function;
}

/** What one metric of a function means when it is not well. */
interface Failure {
  readonly metric: 'Errors' | 'Throttles' | 'DestinationDeliveryFailures';
  /** Follows the name of the function. */
  readonly meaning: string;
}

const FAILURES: readonly Failure[] = [
  { metric: 'Errors', meaning: 'fails. Look at its log and traces.' },
  {
    metric: 'Throttles',
    meaning: 'is throttled: callers are refused, events wait. Look at its concurrency and the one of the account.',
  },
];

const UNDELIVERED: Failure = {
  metric: 'DestinationDeliveryFailures',
  meaning:
    "could not deliver a failure or success record: the event may be lost. Look at the destination and the role's rights to it.",
};

/**
 * The alarms that a function recommends for itself.
 *
 * They count the whole function, whichever qualifier is invoked: what fails past the alias is a failure as well.
 */
export function functionAlarms(target: WatchedFunction, hasDestination: boolean): AlarmSpec[] {
  const failures = hasDestination ? [...FAILURES, UNDELIVERED] : FAILURES;
  return [...failures.map(failure => failureAlarm(target, failure)), silenceAlarm(target)];
}

function failureAlarm(target: WatchedFunction, { metric, meaning }: Failure): AlarmSpec {
  return {
    id: `${metric}Alarm`,
    signal: 'failure',
    // Made on demand: an alarm that is shared needs none.
    get metric() {
      return target.function.metric(metric, { statistic: 'Sum' });
    },
    description: `${target.node.path} ${meaning}`,
    shared: {
      id: metric,
      namespace: 'AWS/Lambda',
      name: metric,
      aggregate: 'SUM',
      dimension: 'FunctionName',
      member: `\${${(target.function.node.defaultChild as CfnFunction).logicalId}}`,
      description: `The function ${meaning}`,
    },
  };
}

function silenceAlarm(target: WatchedFunction): AlarmSpec {
  return {
    id: 'SilenceAlarm',
    signal: 'silence',
    metric: target.function.metricInvocations({ statistic: 'Sum' }),
    description: `Nothing invokes ${target.node.path}. Look at its API, rule or queue, and at DNS.`,
  };
}
