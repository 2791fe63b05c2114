import { ruleCase } from '../support/rule-case';
import { arn, plan, ref, resource, retained, selection, stack, table, vault } from '../support/templates';
import { backup } from './parts';

export const cases = [
  ruleCase(bad => {
    const more = { Customers: resource('AWS::DynamoDB::Table', { TableName: 'customers' }, retained) };
    return bad
      ? backup({}, {}, more)
      : backup(
          {},
          {},
          { ...more, Selection: selection([arn('Orders'), 'arn:aws:dynamodb:us-east-1:111111111111:table/customers']) },
        );
  }),
  ruleCase(
    bad =>
      stack({
        Orders: table({ Tags: [{ Key: 'backup', Value: bad ? 'no' : 'yes' }] }),
        Vault: vault(),
        Plan: plan(),
        Selection: resource('AWS::Backup::BackupSelection', {
          BackupPlanId: ref('Plan'),
          BackupSelection: {
            ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'yes' }],
          },
        }),
      }),
    'a selection by tag',
  ),
];
