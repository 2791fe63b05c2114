import { ruleCase } from '../support/rule-case';
import { alias, arn, fn, ref, stack } from '../support/templates';
import { integration } from './parts';

export const cases = [
  ruleCase(bad => stack({ Fn: fn(), Live: alias('Fn'), To: integration(bad ? arn('Fn') : ref('Live')) })),
];
