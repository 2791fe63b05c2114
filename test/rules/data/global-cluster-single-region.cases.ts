import { ruleCase } from '../support/rule-case';
import { WEST, ref, resource, stack } from '../support/templates';
import { cluster } from './parts';

export const cases = [
  ruleCase(bad => [
    stack({
      Global: resource('AWS::RDS::GlobalCluster', { GlobalClusterIdentifier: 'shop' }),
      Cluster: cluster({ GlobalClusterIdentifier: ref('Global') }),
    }),
    stack({ Cluster: cluster({ GlobalClusterIdentifier: bad ? undefined : 'shop' }) }, WEST),
  ]),
];
