import { ruleCase } from '../support/rule-case';
import { arn, queue, stack } from '../support/templates';
import { redrive } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Orders: queue({ FifoQueue: true, ...redrive(arn('Dead')) }), Dead: queue(bad ? {} : { FifoQueue: true }) }),
  ),
];
