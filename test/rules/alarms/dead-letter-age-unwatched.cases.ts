import { ruleCase } from '../support/rule-case';
import { alarmOn, depth, queueName, withDeadLetters } from './parts';

export const cases = [
  ruleCase(bad =>
    withDeadLetters({
      ...depth,
      ...(bad ? {} : { Age: alarmOn('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName', queueName) }),
    }),
  ),
  ruleCase(
    bad => withDeadLetters(bad ? depth : {}),
    'dead letters that nothing watches, which the rule about the depth reports',
  ),
];
