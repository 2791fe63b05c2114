import { ruleCase } from '../support/rule-case';
import { alias, fn, ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Live: {
        ...alias('Fn'),
        ...(bad ? {} : { UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: ref('Group') } } }),
      },
      Group: resource('AWS::CodeDeploy::DeploymentGroup', {
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      }),
    }),
  ),
];
