import { ruleCase } from '../support/rule-case';
import { EAST, WEST, globalTable, stack, table } from '../support/templates';

const recovery = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };

export const cases = [
  ruleCase(bad => stack({ Orders: table(bad ? {} : recovery) })),
  ruleCase(
    bad =>
      stack({
        Orders: globalTable([
          { Region: EAST, ...recovery },
          { Region: WEST, ...(bad ? {} : recovery) },
        ]),
      }),
    'one replica of two',
  ),
];
