import { resource, stack } from '../support/templates';

export const group = (properties: Record<string, unknown> = {}) =>
  stack({
    Group: resource('AWS::CodeDeploy::DeploymentGroup', {
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: 'errors' }] },
      AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      ...properties,
    }),
  });

export const scalable = (properties: Record<string, unknown> = {}) =>
  resource('AWS::ApplicationAutoScaling::ScalableTarget', {
    ServiceNamespace: 'lambda',
    ScalableDimension: 'lambda:function:ProvisionedConcurrency',
    ResourceId: 'function:api:live',
    MinCapacity: 1,
    MaxCapacity: 10,
    ...properties,
  });
