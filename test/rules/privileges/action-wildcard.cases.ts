import { ruleCase } from '../support/rule-case';
import { policy, role, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({ Role: role(), Policy: policy({ Action: bad ? '*' : 's3:GetObject', Resource: 'arn:aws:s3:::files/*' }) }),
  ),
];
