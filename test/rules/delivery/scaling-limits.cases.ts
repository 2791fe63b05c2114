import { ruleCase } from '../support/rule-case';
import { resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Target: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
        ScalableDimension: 'lambda:function:ProvisionedConcurrency',
        MinCapacity: bad ? 20 : 1,
        MaxCapacity: 10,
      }),
    }),
  ),
];
