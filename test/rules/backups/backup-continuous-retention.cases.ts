import { ruleCase } from '../support/rule-case';
import { backup } from './parts';

export const cases = [
  ruleCase(bad => backup({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: bad ? 90 : 35 } })),
];
