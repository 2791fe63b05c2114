import { type Alarm, type Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { type Alarms } from '../observability/alarms';
import { type AlarmSpec } from '../observability/alarm-spec';
import { type SharedMetric } from '../observability/shared-alarm';

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
  return queue.node.tryFindChild(DEPTH_ALARM) ? [] : alarms._watch(queue, deadLetterAlarms(queue, retention));
}

function deadLetterAlarms(queue: IQueue, retention: Duration): AlarmSpec[] {
  const neglected = neglectedAfter(retention);
  const lying = `for ${neglected.toHumanString()}, and are deleted after ${retention.toHumanString()}`;
  return [
    {
      id: DEPTH_ALARM,
      signal: 'failure',
      get metric() {
        return depthOf(queue);
      },
      threshold: 1,
      description: `Dead letters wait in ${queue.node.path}: something could not be processed. Find the cause, then redrive them.`,
      shared: sharedMetric(queue, {
        id: 'DeadLetterDepth',
        name: 'ApproximateNumberOfMessagesVisible',
        description:
          'Dead letters wait in the queue: something could not be processed. Find the cause, then redrive them.',
      }),
    },
    {
      id: 'AgeAlarm',
      signal: 'failure',
      get metric() {
        return ageOf(queue);
      },
      threshold: neglected.toSeconds(),
      description: `Dead letters lie in ${queue.node.path} ${lying}.`,
      shared: sharedMetric(queue, {
        id: 'DeadLetterAge',
        name: 'ApproximateAgeOfOldestMessage',
        description: `Dead letters lie in the queue ${lying}.`,
      }),
    },
  ];
}

/** The same metric for an alarm on several queues; undefined for a queue that no template of this app makes. */
function sharedMetric(
  queue: IQueue,
  metric: Pick<SharedMetric, 'id' | 'name' | 'description'>,
): SharedMetric | undefined {
  const made = queue.node.defaultChild;
  if (!CfnQueue.isCfnQueue(made)) return undefined;
  const member = `\${${made.logicalId}.QueueName}`;
  return { ...metric, namespace: 'AWS/SQS', aggregate: 'MAX', dimension: 'QueueName', member };
}

/** A day, or half the retention where that is shorter: late enough to mean neglect, early enough to act. */
function neglectedAfter(retention: Duration): Duration {
  if (retention.isUnresolved()) return Duration.days(1);
  return Duration.seconds(Math.min(Duration.days(1).toSeconds(), Math.floor(retention.toSeconds() / 2)));
}
