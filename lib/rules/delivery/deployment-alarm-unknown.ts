import { didYouMean } from '../../private/nearest';
import { isOpaque, toText } from '../../assembly/value';
import { type Rule } from '../rule';

export const deploymentAlarmUnknown: Rule = {
  id: 'resilience-deployment-alarm-unknown',
  area: 'delivery',
  severity: 'error',
  title: 'A deployment watches alarms that exist',
  why: 'CodeDeploy cannot read an alarm that does not exist, so it refuses to deploy, or rolls nothing back.',
  source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html',
  check(model, report) {
    const types = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
    for (const group of model.ofType('AWS::CodeDeploy::DeploymentGroup')) {
      for (const { Name: written } of group.records('AlarmConfiguration.Alarms')) {
        const name = toText(written);
        if (name === undefined || isOpaque(name) || model.find(name, types, group)) continue;
        const hint = didYouMean(
          name,
          model.ofType(...types).map(alarm => alarm.name),
        );
        if (hint !== '') {
          report(group, `its alarm "${name}" is no alarm of this app${hint}`, 'name the alarm by reference');
        }
      }
    }
  },
};
