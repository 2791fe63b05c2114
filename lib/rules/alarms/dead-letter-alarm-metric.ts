import { watches } from '../../assembly/relations/alarms';
import { deadLetterQueues } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const deadLetterAlarmMetric: Rule = {
  id: 'resilience-dead-letter-alarm-metric',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm on dead letters counts what is in the queue',
  why: 'SQS does not count messages that it moves by redrive as sent: an alarm on NumberOfMessagesSent stays silent while the queue fills.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const queue of deadLetterQueues(model)) {
      for (const { alarm, metric } of watches(model).get(queue) ?? []) {
        if (metric.name === 'NumberOfMessagesSent') {
          report(
            alarm,
            `it watches the dead-letter queue "${queue.path}" by NumberOfMessagesSent`,
            'use ApproximateNumberOfMessagesVisible',
          );
        }
      }
    }
  },
};
