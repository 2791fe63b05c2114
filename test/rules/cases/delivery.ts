import { ruleCase } from '../support/rule-case';
import { resource, stack } from '../support/templates';

const group = (properties: Record<string, unknown> = {}) =>
  stack({
    Group: resource('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      ...properties,
    }),
  });

export const deliveryCases = [
  ruleCase('deployment-without-rollback', bad => group(bad ? { AlarmConfiguration: undefined } : {})),
  ruleCase('deployment-all-at-once', bad =>
    group(bad ? { DeploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce' } : {}),
  ),
  ruleCase('scaling-limits', bad =>
    stack({
      Target: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
        ScalableDimension: 'lambda:function:ProvisionedConcurrency',
        MinCapacity: bad ? 20 : 1,
        MaxCapacity: 10,
      }),
    }),
  ),
  ruleCase('scaling-to-zero', bad =>
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
    'scaling-to-zero',
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
  ruleCase('scaling-target-utilisation', bad =>
    stack({
      Policy: resource('AWS::ApplicationAutoScaling::ScalingPolicy', {
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: bad ? 0.95 : 0.7,
          PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
        },
      }),
    }),
  ),
];
