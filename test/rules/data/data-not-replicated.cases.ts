import { ruleCase } from '../support/rule-case';
import { EAST, WEST, ref, resource, table } from '../support/templates';
import { cluster, service } from './parts';

export const cases = [
  ruleCase(bad =>
    [EAST, WEST].map(region => service(region, { Cluster: cluster(bad ? {} : { GlobalClusterIdentifier: 'shop' }) })),
  ),
  ruleCase(
    bad => [
      service(EAST, {
        Table: table(),
        ...(bad ? {} : { Replica: resource('Custom::DynamoDBReplica', { TableName: ref('Table'), Region: WEST }) }),
      }),
      service(WEST, { Table: table() }),
    ],
    'two tables of one name',
  ),
];
