import { ruleCase } from '../support/rule-case';
import { EAST, WEST, queue, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => [
    stack({}, bad ? EAST : WEST, {
      id: 'Exporter',
      template: { Resources: {}, Outputs: { Name: { Value: 'x', Export: { Name: 'shared' } } } },
    }),
    stack({ Orders: queue({ QueueName: { 'Fn::ImportValue': 'shared' } }) }, WEST),
  ]),
];
