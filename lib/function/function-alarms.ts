import { type Alarm, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { Stack, Stage, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type OutcomeRoute } from './failure-path';
import { timeoutOf } from './function-timeout';
import { type Alarms } from '../observability/alarms';
import { type AlarmSpec } from '../observability/alarm-spec';
import { pathInStack } from '../private/path-in-stack';
import { sharedPart } from '../private/shared-parts';

/** A function as the user knows it: the construct, and the function in it. */
interface WatchedFunction extends Construct {
  readonly function: Function;
}

/** What one metric of a function means when it is not well. */
interface Failure {
  readonly metric: 'Throttles' | 'DestinationDeliveryFailures';
  /** Follows the name of the function. */
  readonly meaning: string;
}

/** Construct id of the alarm on errors. */
export const ERRORS_ALARM = 'ErrorsAlarm';

const THROTTLED: Failure = {
  metric: 'Throttles',
  meaning: "is throttled: callers are refused, events wait. See its concurrency and the account's.",
};

const UNDELIVERED: Failure = {
  metric: 'DestinationDeliveryFailures',
  meaning:
    "could not deliver a failure or success record: the event may be lost. See the destination, and the role's rights to it.",
};

/** Periods in which a figure has to be bad that is no event of its own: two of three. */
const LASTING = { evaluationPeriods: 3, datapointsToAlarm: 2 };

/** Of fewer reserved executions 80 % are all of them: the alarm would ring whenever the function is busy. */
const LEAST_RESERVED = 5;

/** Makes the alarms of a function, and those that it has in common with others. */
export function watchFunction(
  target: WatchedFunction,
  alarms: Alarms,
  routes: readonly OutcomeRoute[],
  reservedConcurrency?: number,
): Alarm[] {
  watchAccountConcurrency(target, alarms);
  return alarms._shared()._bind(target, functionAlarms(target, routes, reservedConcurrency));
}

/**
 * The alarms that a function recommends for itself.
 *
 * They count the whole function, whichever qualifier is invoked: what fails past the alias is a failure as well.
 */
function functionAlarms(
  target: WatchedFunction,
  routes: readonly OutcomeRoute[],
  reservedConcurrency?: number,
): AlarmSpec[] {
  const failures = routes.length > 0 ? [THROTTLED, UNDELIVERED] : [THROTTLED];
  const topics = routes.flatMap(({ topic }) => topic ?? []);
  return [
    errorsAlarm(target),
    ...failures.map(failure => failureAlarm(target, failure)),
    slownessAlarm(target),
    ...concurrencyAlarm(target, reservedConcurrency),
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
    description: `A failure of ${pathInStack(target)} reached the topic and not all who are subscribed: the event may be lost. Look at the policy of the queue and its key, and at the function that is told.`,
  };
}

/** Lambda counts an error as 1 and a success as 0: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function errorsAlarm(target: WatchedFunction): AlarmSpec {
  return {
    id: ERRORS_ALARM,
    signal: 'failure',
    metric: target.function.metricErrors({ statistic: Stats.SUM }),
    outOf: target.function.metricInvocations({ statistic: Stats.SUM }),
    isIndicator: true,
    description: `${pathInStack(target)} fails: see log and traces.`,
  };
}

function slownessAlarm(target: WatchedFunction): AlarmSpec {
  const timeout = timeoutOf(target.function);
  const meaning = 'is slow, or near its timeout: see its traces.';
  return {
    id: 'SlowAlarm',
    signal: 'slowness',
    metric: target.function.metricDuration(),
    limit: timeout === undefined ? undefined : timeout * 1000,
    ...LASTING,
    description: `${pathInStack(target)} ${meaning}`,
    shared: { id: 'Slow', description: `A function ${meaning}`, path: pathInStack(target) },
  };
}

/** Only where it is known that there are enough of them: of the others throttling tells. */
function concurrencyAlarm(target: WatchedFunction, reserved: number | undefined): AlarmSpec[] {
  if (reserved === undefined || Token.isUnresolved(reserved) || reserved < LEAST_RESERVED) return [];
  const meaning =
    'has nearly used up its reserved concurrency, and is throttled next. Reserve more, or find what holds it up.';
  return [
    {
      id: 'ConcurrencyAlarm',
      signal: 'saturation',
      metric: target.function.metric('ConcurrentExecutions', { statistic: Stats.MAXIMUM }),
      limit: reserved,
      ...LASTING,
      description: `${pathInStack(target)} ${meaning}`,
      shared: { id: 'Concurrency', description: `A function ${meaning}`, path: pathInStack(target) },
    },
  ];
}

function failureAlarm(target: WatchedFunction, { metric, meaning }: Failure): AlarmSpec {
  const path = pathInStack(target);
  return {
    id: `${metric}Alarm`,
    signal: 'failure',
    metric: target.function.metric(metric, { statistic: 'Sum' }),
    description: `${path} ${meaning}`,
    shared: { id: metric, description: `A function ${meaning}`, path },
  };
}

function silenceAlarm(target: WatchedFunction): AlarmSpec {
  return {
    id: 'SilenceAlarm',
    signal: 'silence',
    metric: target.function.metricInvocations({ statistic: 'Sum' }),
    description: `Nothing invokes ${pathInStack(target)}: see its callers.`,
  };
}

const watchedPlaces = new WeakMap<object, Map<string, Stack>>();

/**
 * Watches what the functions of a region take from one another: the concurrency of the account. One alarm is enough for
 * all stacks of an app that are known to be in the same place.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
 */
function watchAccountConcurrency(target: Construct, alarms: Alarms): void {
  if (!alarms._topicOf(target)) return;
  const stack = Stack.of(target);
  const place = Token.isUnresolved(stack.region) ? stack.node.addr : `${stack.account}/${stack.region}`;
  const app = Stage.of(stack) ?? stack.node.root;
  const watched = watchedPlaces.get(app) ?? new Map<string, Stack>();
  watchedPlaces.set(app, watched.set(place, watched.get(place) ?? stack));
  if (watched.get(place) === stack) sharedPart(stack, 'Account', parts => new AccountWatch(parts, 'Account', alarms));
}

class AccountWatch extends Construct {
  constructor(scope: Construct, id: string, alarms: Alarms) {
    super(scope, id);
    alarms._bind(this, [
      {
        id: 'ConcurrencyAlarm',
        signal: 'saturation',
        metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', statistic: Stats.MAXIMUM }),
        ...LASTING,
        description:
          "The account's concurrency in this region is nearly used up: ask for more, or reserve some for functions that matter.",
      },
    ]);
  }
}
