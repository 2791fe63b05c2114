import { type Rule } from '../rule';

export const deploymentAllAtOnce: Rule = {
  id: 'resilience-deployment-all-at-once',
  area: 'delivery',
  severity: 'warning',
  title: 'A deployment goes out gradually',
  why: 'All at once, a broken version reaches every user before the first alarm.',
  source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html',
  check(model, report) {
    for (const group of model.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      const config = group.text('DeploymentConfigName') ?? '';
      if (/AllAtOnce/.test(config)) report(group, `it uses "${config}"`, 'use a canary or linear configuration');
    }
  },
};
