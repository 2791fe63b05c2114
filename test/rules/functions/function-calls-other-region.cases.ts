import { ruleCase } from '../support/rule-case';
import { EAST, WEST, fn, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn({
        Environment: { Variables: { QUEUE: `https://sqs.${bad ? WEST : EAST}.amazonaws.com/111111111111/orders` } },
      }),
    }),
  ),
];
