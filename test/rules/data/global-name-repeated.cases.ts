import { ruleCase } from '../support/rule-case';
import { WEST, bucket, role, stack } from '../support/templates';
import { east, west } from './parts';

export const cases = [
  ruleCase(bad => [stack({ Files: bucket(east) }), stack({ Files: bucket(bad ? east : west) }, WEST)]),
  ruleCase(
    bad => [
      stack({ Role: role({ RoleName: 'api' }) }),
      stack({ Role: role({ RoleName: bad ? 'api' : 'api-west' }) }, WEST),
    ],
    'a role',
  ),
];
