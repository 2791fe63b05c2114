import { ruleCase } from '../support/rule-case';
import { alarm, globalTable, stack } from '../support/templates';
import { both } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Orders: globalTable(both()),
      ...(bad
        ? {}
        : {
            Lag: alarm({
              Namespace: 'AWS/DynamoDB',
              MetricName: 'ReplicationLatency',
              Dimensions: [{ Name: 'TableName', Value: 'orders' }],
            }),
          }),
    }),
  ),
];
