import { queueConsumers } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const queueRetentionShort: Rule = {
  id: 'resilience-queue-retention-short',
  area: 'messages',
  severity: 'warning',
  title: 'A queue keeps its messages for a day at least',
  why: 'Outages of a region have lasted for many hours. What waits in its queues comes back with it, unless the retention ends before.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
  check(model, report) {
    for (const { queue } of queueConsumers(model)) {
      const kept = queue.number('MessageRetentionPeriod');
      if (kept !== undefined && kept < DAY) {
        report(queue, `it keeps messages for ${kept} s`, `set MessageRetentionPeriod to ${DAY} or more`);
      }
    }
  },
};

const DAY = 86_400;
