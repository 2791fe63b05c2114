import { isNotTrue } from '../../assembly/value';
import { tablesWhere } from '../../assembly/relations/tables';
import { type Rule } from '../rule';

export const tableDeletionProtection: Rule = {
  id: 'resilience-table-deletion-protection',
  area: 'data',
  severity: 'warning',
  title: 'Every table and every replica has deletion protection',
  why: 'One call deletes a table with its data; deletion protection refuses it, for each replica by itself.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::Table')) {
      if (table.isNotTrue('DeletionProtectionEnabled')) {
        report(table, 'deletion protection is off', 'set DeletionProtectionEnabled to true');
      }
    }
    const unprotected = tablesWhere(model, replica => isNotTrue(replica.DeletionProtectionEnabled));
    for (const { table, where } of unprotected) {
      report(table, `deletion protection is off for ${where}`, 'set DeletionProtectionEnabled on every replica');
    }
  },
};
