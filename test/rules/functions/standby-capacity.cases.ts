import { ruleCase } from '../support/rule-case';
import { EAST, WEST } from '../support/templates';
import { twin } from './parts';

export const cases = [
  ruleCase(bad => [
    twin(EAST, { ReservedConcurrentExecutions: 50 }),
    twin(WEST, { ReservedConcurrentExecutions: bad ? 5 : 50 }),
  ]),
];
