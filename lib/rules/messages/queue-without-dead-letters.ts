import { deadLetterQueues, queueConsumers, redriveOf } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const queueWithoutDeadLetters: Rule = {
  id: 'resilience-queue-without-dead-letters',
  area: 'messages',
  severity: 'error',
  title: 'A queue that a function or a pipe consumes has a dead-letter queue',
  why: 'A message that always fails is retried until its retention ends, then it is gone; in a FIFO queue it holds up everything behind it.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check(model, report) {
    for (const { queue, fn } of queueConsumers(model)) {
      if (redriveOf(queue) === undefined && !deadLetterQueues(model).has(queue)) {
        report(queue, `"${fn.path}" consumes it, and it has no dead-letter queue`, 'give it a RedrivePolicy');
      }
    }
    for (const pipe of model.ofType('AWS::Pipes::Pipe')) {
      const queue = model.find(pipe.text('Source'), ['AWS::SQS::Queue'], pipe);
      if (queue && redriveOf(queue) === undefined && !deadLetterQueues(model).has(queue)) {
        report(queue, `"${pipe.path}" consumes it, and it has no dead-letter queue`, 'give it a RedrivePolicy');
      }
    }
  },
};
