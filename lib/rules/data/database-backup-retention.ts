import { isBackedUp } from '../../assembly/relations/backups';
import { databases } from '../../assembly/relations/databases';
import { type Rule } from '../rule';

export const databaseBackupRetention: Rule = {
  id: 'resilience-database-backup-retention',
  area: 'data',
  severity: 'warning',
  title: 'A database keeps its backups for more than a day',
  why: 'With a retention of 0 there is no point-in-time recovery, and with one day a mistake of Friday is final on Monday.',
  source:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
  check(model, report) {
    for (const database of databases(model)) {
      const kept = database.lacks('BackupRetentionPeriod') ? 1 : database.number('BackupRetentionPeriod');
      if (kept !== undefined && (kept < 1 || (kept < 2 && !isBackedUp(model, database)))) {
        report(database, `BackupRetentionPeriod is ${kept}`, 'set it to 7 or more');
      }
    }
  },
};
