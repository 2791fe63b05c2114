import { ruleCase } from '../support/rule-case';
import { fn, queue, ref, stack } from '../support/templates';
import { alarmOn } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Orders: queue({ QueueName: 'orders' }),
      Alarm: alarmOn('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', bad ? 'order' : 'orders'),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(),
        Orders: queue(),
        Alarm: alarmOn('AWS/Lambda', 'Throttles', 'FunctionName', ref(bad ? 'Orders' : 'Fn')),
      }),
    'a reference to another kind of resource',
  ),
];
