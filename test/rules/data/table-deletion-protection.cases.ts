import { ruleCase } from '../support/rule-case';
import { EAST, WEST, globalTable, stack, table } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Orders: table({ DeletionProtectionEnabled: !bad }) })),
  ruleCase(
    bad =>
      stack({
        Orders: globalTable([
          { Region: EAST, DeletionProtectionEnabled: true },
          { Region: WEST, DeletionProtectionEnabled: !bad },
        ]),
      }),
    'one replica of two',
  ),
];
