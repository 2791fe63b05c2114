import { ruleCase } from '../support/rule-case';
import { alarmOn, queueName, withDeadLetters } from './parts';

export const cases = [
  ruleCase(bad =>
    withDeadLetters({
      Depth: alarmOn(
        'AWS/SQS',
        bad ? 'NumberOfMessagesSent' : 'ApproximateNumberOfMessagesVisible',
        'QueueName',
        queueName,
      ),
    }),
  ),
];
