import { ruleCase } from '../support/rule-case';
import { alarm, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Alarm: alarm({ AlarmName: 'errors' }),
      Group: resource('AWS::CodeDeploy::DeploymentGroup', {
        AlarmConfiguration: { Enabled: true, Alarms: [{ Name: bad ? 'erors' : 'errors' }] },
      }),
    }),
  ),
];
