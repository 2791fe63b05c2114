import { ruleCase } from '../support/rule-case';
import { backup } from './parts';

export const cases = [
  ruleCase(bad =>
    backup(
      { Lifecycle: { DeleteAfterDays: bad ? 3 : 30 } },
      { LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 365 } },
    ),
  ),
];
