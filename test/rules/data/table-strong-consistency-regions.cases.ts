import { ruleCase } from '../support/rule-case';
import { globalTable, stack } from '../support/templates';
import { both } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Orders: globalTable(both(), {
        MultiRegionConsistency: 'STRONG',
        GlobalTableWitnesses: bad ? undefined : [{ Region: 'us-east-2' }],
      }),
    }),
  ),
];
