import { type Rule } from '../rule';

export const deploymentWithoutRollback: Rule = {
  id: 'resilience-deployment-without-rollback',
  area: 'delivery',
  severity: 'warning',
  title: 'A gradual deployment rolls back on alarms',
  why: 'Without an alarm that stops it a broken version goes out to everybody, only more slowly.',
  source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html',
  check(model, report) {
    for (const group of model.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      const isOff = (setting: string): boolean => !group.lacks(setting) && group.isNotTrue(setting);
      if (group.records('AlarmConfiguration.Alarms').length === 0 || isOff('AlarmConfiguration.Enabled')) {
        report(group, 'no alarm stops the deployment', 'add AlarmConfiguration with the errors of the alias');
      } else if (
        isOff('AutoRollbackConfiguration.Enabled') ||
        !group.list('AutoRollbackConfiguration.Events').includes('DEPLOYMENT_STOP_ON_ALARM')
      ) {
        report(
          group,
          'an alarm stops the deployment and does not roll it back',
          'enable AutoRollbackConfiguration with DEPLOYMENT_STOP_ON_ALARM among its Events',
        );
      }
    }
  },
};
