import { type Resource } from '../../assembly/resource';
import { toNumber, valueAt } from '../../assembly/value';
import { replicas } from '../../assembly/relations/tables';
import { type Report, type Rule } from '../rule';
import { DYNAMODB } from '../../limits/dynamodb';
import { isWithin } from '../../limits/range';

export const tableRecoveryPeriod: Rule = {
  id: 'resilience-table-recovery-period',
  area: 'data',
  severity: 'error',
  title: 'Point-in-time recovery reaches back 1 to 35 days',
  why: 'DynamoDB accepts nothing else, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::Table')) {
      check(table, table.number('PointInTimeRecoverySpecification.RecoveryPeriodInDays'), report);
    }
    for (const { table, replica } of replicas(model)) {
      check(table, toNumber(valueAt(replica, 'PointInTimeRecoverySpecification.RecoveryPeriodInDays')), report);
    }
  },
};

function check(table: Resource, days: number | undefined, report: Report): void {
  if (days !== undefined && !isWithin(days, DYNAMODB.recoveryDays)) {
    report(table, `RecoveryPeriodInDays is ${days}`, `set it from 1 to ${DYNAMODB.recoveryDays.most}`);
  }
}
