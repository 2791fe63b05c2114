import { type Resource } from '../../assembly/resource';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { SQS } from '../../limits/sqs';

export const deadLetterRetention: Rule = {
  id: 'resilience-dead-letter-retention',
  area: 'messages',
  severity: 'warning',
  title: 'Dead letters are kept longer than the messages of their source',
  why: 'In a standard queue a dead letter keeps the age that it had: with the same retention it is deleted soon after it arrives, before anybody has looked.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const { user, queue } of deadLetterUses(model)) {
      if (user.type !== 'AWS::SQS::Queue' || !queue) continue;
      const [source, kept] = [retentionOf(user), retentionOf(queue)];
      if (source !== undefined && kept !== undefined && kept <= source && kept < SQS.retentionSeconds.most) {
        report(
          queue,
          `it keeps dead letters for ${kept} s, and its source "${user.path}" keeps messages for ${source} s`,
          `set MessageRetentionPeriod to ${SQS.retentionSeconds.most} (14 days)`,
        );
      }
    }
  },
};

function retentionOf(queue: Resource): number | undefined {
  return queue.lacks('MessageRetentionPeriod') ? SQS.defaults.retentionSeconds : queue.number('MessageRetentionPeriod');
}
