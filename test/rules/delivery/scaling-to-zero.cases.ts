import { ruleCase } from '../support/rule-case';
import { resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Target: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
        ScalableDimension: 'lambda:function:ProvisionedConcurrency',
        MinCapacity: 1,
        MaxCapacity: 10,
        ScheduledActions: [
          { ScheduledActionName: 'night', ScalableTargetAction: { MinCapacity: bad ? 0 : 1, MaxCapacity: 2 } },
        ],
      }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Target: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
          ScalableDimension: bad ? 'lambda:function:ProvisionedConcurrency' : 'ecs:service:DesiredCount',
          MinCapacity: 0,
          MaxCapacity: 10,
        }),
      }),
    'what starts from 0 by design',
  ),
];
