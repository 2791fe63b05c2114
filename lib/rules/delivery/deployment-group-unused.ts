import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toRecord } from '../../assembly/value';
import { type Rule } from '../rule';

export const deploymentGroupUnused: Rule = {
  id: 'resilience-deployment-group-unused',
  area: 'delivery',
  severity: 'warning',
  title: 'A gradual deployment is the deployment of an alias',
  why: 'CloudFormation shifts traffic by CodeDeploy only where the alias says so. Otherwise it moves all of it at once, and the group never runs.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html',
  check(model, report) {
    const used = model.remember(groupsOfAliases);
    for (const group of model.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      const isOfFunctions = /\.?Lambda/.test(group.text('DeploymentConfigName') ?? '');
      if (isOfFunctions && !used.has(group)) {
        report(group, 'no alias is deployed by it', 'name it in UpdatePolicy.CodeDeployLambdaAliasUpdate of the alias');
      }
    }
  },
};

function groupsOfAliases(model: AppModel): Set<Resource | undefined> {
  return new Set(
    model.ofType('AWS::Lambda::Alias').map(alias => {
      const policy = toRecord(toRecord(alias.raw.UpdatePolicy).CodeDeployLambdaAliasUpdate);
      return model.find(
        String(alias.stack.resolve(policy.DeploymentGroupName)),
        ['AWS::CodeDeploy::DeploymentGroup'],
        alias,
      );
    }),
  );
}
