import { toNumber, toRecord } from '../../assembly/value';
import { backupRules } from '../../assembly/relations/backups';
import { type Rule } from '../rule';
import { BACKUP } from '../../limits/backup';

export const backupColdStorage: Rule = {
  id: 'resilience-backup-cold-storage',
  area: 'backups',
  severity: 'error',
  title: 'A backup in cold storage stays there for 90 days at least',
  why: 'AWS Backup refuses a lifecycle that deletes earlier.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html',
  check(model, report) {
    for (const { plan, name, rule, copies } of backupRules(model)) {
      for (const lifecycle of [toRecord(rule.Lifecycle), ...copies.map(copy => copy.lifecycle)]) {
        const [cold, end] = [toNumber(lifecycle.MoveToColdStorageAfterDays), toNumber(lifecycle.DeleteAfterDays)];
        if (cold !== undefined && end !== undefined && end >= 0 && end < cold + BACKUP.leastColdDays) {
          report(
            plan,
            `rule "${name}" moves to cold storage after ${cold} days and deletes after ${end}`,
            `set DeleteAfterDays to ${cold + BACKUP.leastColdDays} or more`,
          );
        }
      }
    }
  },
};
