import { ruleCase } from '../support/rule-case';
import { ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Test: resource('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'monthly' }),
      ...(bad
        ? {}
        : { Selection: resource('AWS::Backup::RestoreTestingSelection', { RestoreTestingPlanName: ref('Test') }) }),
    }),
  ),
];
