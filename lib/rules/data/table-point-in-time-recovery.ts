import { isNotTrue, valueAt } from '../../assembly/value';
import { tablesWhere } from '../../assembly/relations/tables';
import { type Rule } from '../rule';

export const tablePointInTimeRecovery: Rule = {
  id: 'resilience-table-point-in-time-recovery',
  area: 'data',
  severity: 'warning',
  title: 'Every table and every replica has point-in-time recovery',
  why: 'Replication copies a mistake to every region within a second. Only point-in-time recovery brings back what was there before; each replica has its own.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::Table')) {
      if (table.isNotTrue('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled')) {
        report(
          table,
          'point-in-time recovery is off',
          'set PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled to true',
        );
      }
    }
    const without = tablesWhere(model, replica =>
      isNotTrue(valueAt(replica, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled')),
    );
    for (const { table, where } of without) {
      report(
        table,
        `point-in-time recovery is off for ${where}`,
        'set PointInTimeRecoverySpecification on every replica',
      );
    }
  },
};
