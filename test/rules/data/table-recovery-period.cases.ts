import { ruleCase } from '../support/rule-case';
import { stack, table } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Orders: table({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: bad ? 36 : 35 },
      }),
    }),
  ),
];
