import { ruleCase } from '../support/rule-case';
import { resource, retained, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({ Orders: resource('AWS::DynamoDB::Table', {}, bad ? { DeletionPolicy: 'Retain' } : retained) }),
  ),
];
