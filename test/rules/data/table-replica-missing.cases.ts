import { ruleCase } from '../support/rule-case';
import { EAST, WEST, fn, globalTable, stack } from '../support/templates';
import { both } from './parts';

export const cases = [
  ruleCase(bad => [
    stack({ Orders: globalTable(bad ? [{ Region: EAST }] : both()) }),
    stack({ Fn: fn({ Environment: { Variables: { TABLE: 'orders' } } }) }, WEST),
  ]),
];
