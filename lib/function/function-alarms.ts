import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { type Construct } from 'constructs';
import { type OutcomeRoute } from './failure-path';
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
  /** Whether functions share the alarm: what is to be done is then the same whichever of them it is. */
  readonly shared: boolean;
}

/** Construct id of the alarm on errors. */
export const ERRORS_ALARM = 'ErrorsAlarm';

const FAILURES: readonly Failure[] = [
  { metric: 'Errors', meaning: 'fails. Look at its log and traces.', shared: false },
  {
    metric: 'Throttles',
    meaning: 'is throttled: callers are refused, events wait. Look at its concurrency and the one of the account.',
    shared: true,
  },
];

const UNDELIVERED: Failure = {
  metric: 'DestinationDeliveryFailures',
  meaning:
    "could not deliver a failure or success record: the event may be lost. Look at the destination and the role's rights to it.",
  shared: true,
};

/**
 * The alarms that a function recommends for itself.
 *
 * They count the whole function, whichever qualifier is invoked: what fails past the alias is a failure as well.
 */
export function functionAlarms(target: WatchedFunction, routes: readonly OutcomeRoute[]): AlarmSpec[] {
  const failures = routes.length > 0 ? [...FAILURES, UNDELIVERED] : FAILURES;
  const topics = routes.flatMap(({ topic }) => topic ?? []);
  return [
    ...failures.map(failure => failureAlarm(target, failure)),
    ...topics.map(topic => untoldAlarm(target, topic)),
    silenceAlarm(target),
  ];
}

/** To Lambda a record that reached the topic is delivered: what SNS loses behind it only SNS counts. */
function untoldAlarm(target: WatchedFunction, topic: ITopic): AlarmSpec {
  return {
    id: 'UntoldAlarm',
    signal: 'failure',
    metric: topic.metricNumberOfNotificationsFailed({ statistic: 'Sum' }),
    description: `A failure of ${target.node.path} reached the topic and not all who are subscribed: the event may be lost. Look at the policy of the queue and its key, and at the function that is told.`,
  };
}

function failureAlarm(target: WatchedFunction, { metric, meaning, shared }: Failure): AlarmSpec {
  const { path } = target.node;
  return {
    id: `${metric}Alarm`,
    signal: 'failure',
    metric: target.function.metric(metric, { statistic: 'Sum' }),
    description: `${path} ${meaning}`,
    shared: shared ? { id: metric, description: `A function ${meaning}`, path } : undefined,
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
