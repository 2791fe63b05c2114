import { ruleCase } from '../support/rule-case';
import { ref, resource, stack } from '../support/templates';
import { cluster, instance } from './parts';

const member = () => resource('AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Cluster') });

export const cases = [
  ruleCase(bad => stack({ Database: instance({ MultiAZ: !bad }) })),
  ruleCase(
    bad => stack({ Cluster: cluster(), Writer: member(), ...(bad ? {} : { Reader: member() }) }),
    'a cluster of one instance',
  ),
];
