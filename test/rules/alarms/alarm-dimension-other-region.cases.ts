import { ruleCase } from '../support/rule-case';
import { EAST, WEST, queue, stack } from '../support/templates';
import { alarmOn } from './parts';

export const cases = [
  ruleCase(bad => [
    stack({ Orders: queue({ QueueName: 'orders' }) }),
    stack(
      { Alarm: alarmOn('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'orders') },
      bad ? WEST : EAST,
      {
        id: 'Alarms',
      },
    ),
  ]),
];
