import { ruleCase } from '../support/rule-case';
import { arn, queue, stack } from '../support/templates';
import { kept, redrive } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Orders: queue({ QueueName: 'orders', ...redrive(arn(bad ? 'Orders' : 'Dead')) }), Dead: kept }),
  ),
];
