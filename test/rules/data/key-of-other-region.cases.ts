import { ruleCase } from '../support/rule-case';
import { EAST, WEST, queue, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Orders: queue({ KmsMasterKeyId: `arn:aws:kms:${bad ? WEST : EAST}:111111111111:key/1` }) })),
];
