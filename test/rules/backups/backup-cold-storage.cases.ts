import { ruleCase } from '../support/rule-case';
import { backup } from './parts';

export const cases = [
  ruleCase(bad => backup({ Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: bad ? 60 : 120 } })),
];
