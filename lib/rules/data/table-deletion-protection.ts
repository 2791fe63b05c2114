import { isNotTrue } from '../model/value';
import { replicas } from '../relations/tables';
import type { Rule } from '../rule';

export const tableDeletionProtection: Rule = {
  id: 'resilience-table-deletion-protection',
  area: 'data',
  severity: 'warning',
  title: 'Every table and every replica has deletion protection',
  why: 'One call deletes a table with its data; deletion protection refuses it, for each replica by itself.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::Table')) {
      if (table.isNotTrue('DeletionProtectionEnabled'))
        report(table, 'deletion protection is off', 'set DeletionProtectionEnabled to true');
    }
    for (const { table, replica, region } of replicas(model)) {
      if (isNotTrue(replica.DeletionProtectionEnabled))
        report(
          table,
          `deletion protection is off for the replica in ${region}`,
          'set DeletionProtectionEnabled on every replica',
        );
    }
  },
};
