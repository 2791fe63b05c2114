import { type Resource } from '../../assembly/resource';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const queueFifoMixed: Rule = {
  id: 'resilience-queue-fifo-mixed',
  area: 'messages',
  severity: 'error',
  title: 'A FIFO queue has a FIFO dead-letter queue, a standard one a standard',
  why: 'SQS refuses the pair, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const { user, queue } of deadLetterUses(model)) {
      if (user.type !== 'AWS::SQS::Queue' || !queue || user.isTrue('FifoQueue') === queue.isTrue('FifoQueue')) continue;
      report(
        user,
        `it is ${kindOf(user)}, and its dead-letter queue "${queue.path}" is ${kindOf(queue)}`,
        `make the dead-letter queue ${kindOf(user)}`,
      );
    }
  },
};

function kindOf(queue: Resource): string {
  return queue.isTrue('FifoQueue') ? 'FIFO' : 'standard';
}
