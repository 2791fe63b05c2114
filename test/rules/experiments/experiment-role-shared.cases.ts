import { ruleCase } from '../support/rule-case';
import { arn, experiment, role } from '../support/templates';
import { withExperiment } from './parts';

export const cases = [
  ruleCase(bad => withExperiment({}, { Other: role(), Second: experiment(bad ? {} : { RoleArn: arn('Other') }) })),
];
