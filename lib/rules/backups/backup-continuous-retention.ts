import { isTrue, toNumber, valueAt } from '../../assembly/value';
import { backupRules } from '../../assembly/relations/backups';
import { type Rule } from '../rule';
import { BACKUP } from '../../limits/backup';

export const backupContinuousRetention: Rule = {
  id: 'resilience-backup-continuous-retention',
  area: 'backups',
  severity: 'error',
  title: 'Continuous backups are kept 1 to 35 days',
  why: 'AWS Backup keeps no continuous backup longer; the deployment fails.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html',
  check(model, report) {
    for (const { plan, name, rule } of backupRules(model)) {
      const days = toNumber(valueAt(rule, 'Lifecycle.DeleteAfterDays'));
      if (isTrue(rule.EnableContinuousBackup) && (days === undefined || days > BACKUP.continuousDays.most)) {
        report(
          plan,
          `rule "${name}" is continuous and keeps backups ${days === undefined ? 'without end' : `${days} days`}`,
          `set DeleteAfterDays from 1 to ${BACKUP.continuousDays.most}, and keep longer backups in a rule of their own`,
        );
      }
    }
  },
};
