import { ruleCase } from '../support/rule-case';
import { EAST, WEST, fn, plan, resource, selection, stack, table, vault } from '../support/templates';

const twins = (more = {}) =>
  [EAST, WEST].map(region =>
    stack({ Orders: table(), Fn: fn(), Api: resource('AWS::ApiGatewayV2::Api'), ...more }, region),
  );

export const cases = [
  ruleCase(bad => twins(bad ? {} : { Vault: vault(), Plan: plan(), Selection: selection(['*']) })),
  ruleCase(
    bad =>
      [EAST, WEST].map(region =>
        stack(
          {
            Fn: fn(),
            Api: resource('AWS::ApiGatewayV2::Api'),
            Writer: resource('AWS::RDS::DBInstance', bad ? {} : { DBClusterIdentifier: 'orders' }),
          },
          region,
        ),
      ),
    'an instance of a cluster, which has no data of its own',
  ),
];
