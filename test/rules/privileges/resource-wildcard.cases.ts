import { ruleCase } from '../support/rule-case';
import { policy, role, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Role: role(),
      Policy: policy({
        Action: ['dynamodb:PutItem'],
        Resource: bad ? '*' : 'arn:aws:dynamodb:us-east-1:111111111111:table/orders',
      }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Role: role(),
        Policy: policy({ Action: [bad ? 'iam:PassRole' : 'iam:GetInstanceProfile'], Resource: '*' }),
      }),
    'an action that only reads settings',
  ),
];
