import { type Alarm, type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { type Alarms } from '../observability/alarms';
import { type AlarmSpec } from '../observability/alarm-spec';
import { pathInStack } from '../private/path-in-stack';

/** Construct id of a queue that a construct makes for its own letters. */
export const OWN_QUEUE = 'DeadLetters';

const DEPTH_ALARM = 'DepthAlarm';

/** Letters that wait for somebody. */
export function depthOf(queue: IQueue, options?: MetricOptions): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
    ...options,
  });
}

/** Seconds since the oldest letter was sent. */
export function ageOf(queue: IQueue, options?: MetricOptions): Metric {
  return queue.metricApproximateAgeOfOldestMessage({
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(1),
    ...options,
  });
}

/** Alarms on a queue of dead letters, made once however many constructs share the queue. */
export function watchDeadLetters(queue: IQueue, alarms: Alarms, retention: Duration): Alarm[] {
  return queue.node.tryFindChild(DEPTH_ALARM) ? [] : alarms._bind(queue, deadLetterAlarms(queue, retention));
}

function deadLetterAlarms(queue: IQueue, retention: Duration): AlarmSpec[] {
  const path = lettersOf(queue);
  const neglected = neglectedAfter(retention);
  const lying = `for ${neglected.toHumanString()}, and are deleted after ${retention.toHumanString()}`;
  return [
    {
      id: DEPTH_ALARM,
      signal: 'failure',
      urgency: 'ticket',
      metric: depthOf(queue),
      threshold: 1,
      description: `${path} has dead letters: find the cause, then redrive.`,
    },
    {
      id: 'AgeAlarm',
      signal: 'failure',
      urgency: 'ticket',
      metric: ageOf(queue),
      threshold: neglected.toSeconds(),
      description: `Dead letters of ${path} lie ${lying}.`,
      shared: { id: 'DeadLetterAge', description: `Dead letters lie ${lying}.`, path },
    },
  ];
}

/** The queue, or the construct that it was made for. */
function lettersOf(queue: IQueue): string {
  const owner = queue.node.scope;
  return pathInStack(owner && queue.node.id === OWN_QUEUE && !Stack.isStack(owner) ? owner : queue);
}

/** A day, or half the retention where that is shorter: late enough to mean neglect, early enough to act. */
function neglectedAfter(retention: Duration): Duration {
  if (retention.isUnresolved()) return Duration.days(1);
  return Duration.seconds(Math.min(Duration.days(1).toSeconds(), Math.floor(retention.toSeconds() / 2)));
}
