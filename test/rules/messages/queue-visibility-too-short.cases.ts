import { ruleCase } from '../support/rule-case';
import { arn } from '../support/templates';
import { consumer, redrive } from './parts';

export const cases = [
  ruleCase(bad =>
    consumer({ VisibilityTimeout: bad ? 120 : 125, ...redrive(arn('Dead')) }, { MaximumBatchingWindowInSeconds: 5 }),
  ),
];
