import { ruleCase } from '../support/rule-case';
import { fn, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Fn: fn({ VpcConfig: { SubnetIds: bad ? ['subnet-1'] : ['subnet-1', 'subnet-2'] } }) })),
];
