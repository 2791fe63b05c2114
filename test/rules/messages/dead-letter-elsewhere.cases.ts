import { ruleCase } from '../support/rule-case';
import { WEST, queue, stack } from '../support/templates';
import { redrive } from './parts';

export const cases = [
  ruleCase(bad => stack({ Orders: queue(redrive(`arn:aws:sqs:${bad ? WEST : 'us-east-1'}:111111111111:dead`)) })),
];
