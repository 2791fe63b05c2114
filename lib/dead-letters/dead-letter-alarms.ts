import { type Alarm, type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { type Alarms } from '../observability/alarms';
import { type AlarmSpec } from '../observability/alarm-spec';

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
  const { path } = queue.node;
  const neglected = neglectedAfter(retention);
  const lying = `for ${neglected.toHumanString()}, and are deleted after ${retention.toHumanString()}`;
  return [
    {
      id: DEPTH_ALARM,
      signal: 'failure',
      metric: depthOf(queue),
      threshold: 1,
      description: `Dead letters wait in ${path}: something could not be processed. Find the cause, then redrive them.`,
    },
    {
      id: 'AgeAlarm',
      signal: 'failure',
      metric: ageOf(queue),
      threshold: neglected.toSeconds(),
      description: `Dead letters lie in ${path} ${lying}.`,
      shared: { id: 'DeadLetterAge', description: `Dead letters lie in a queue ${lying}.`, path },
    },
  ];
}

/** A day, or half the retention where that is shorter: late enough to mean neglect, early enough to act. */
function neglectedAfter(retention: Duration): Duration {
  if (retention.isUnresolved()) return Duration.days(1);
  return Duration.seconds(Math.min(Duration.days(1).toSeconds(), Math.floor(retention.toSeconds() / 2)));
}
