import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const deadLetterIsSource: Rule = {
  id: 'resilience-dead-letter-is-source',
  area: 'messages',
  severity: 'error',
  title: 'A queue is not its own dead-letter queue, nor that of its dead-letter queue',
  why: 'Failed messages stay where they failed, for ever.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    const next = new Map(deadLetterUses(model).map(({ user, queue }) => [user, queue]));
    for (const { user, queue, arn } of deadLetterUses(model)) {
      if (user.type === 'AWS::SQS::Queue' && (queue === user || arn === user.arn)) {
        report(user, 'its redrive policy names the queue itself', 'name a queue of its own for the dead letters');
      } else if (user.type === 'AWS::SQS::Queue' && queue && next.get(queue) === user) {
        report(
          user,
          `"${queue.path}" keeps its dead letters, and it keeps those of "${queue.path}"`,
          'let the dead letters rest',
        );
      }
    }
  },
};
