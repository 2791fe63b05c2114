import { toNumber } from '../../assembly/value';
import { backupRules } from '../../assembly/relations/backups';
import { type Rule } from '../rule';
import { BACKUP } from '../../limits/backup';

export const backupWindow: Rule = {
  id: 'resilience-backup-window',
  area: 'backups',
  severity: 'error',
  title: 'A backup may take at least an hour longer than its start may',
  why: 'AWS Backup refuses a completion window that is not 60 minutes longer than the start window.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
  check(model, report) {
    for (const { plan, name, rule } of backupRules(model)) {
      const start = toNumber(rule.StartWindowMinutes) ?? BACKUP.defaults.startMinutes;
      const completion = toNumber(rule.CompletionWindowMinutes);
      if (completion !== undefined && completion < start + BACKUP.leastRunMinutes) {
        report(
          plan,
          `rule "${name}" has ${start} minutes to start and ${completion} to complete`,
          `set CompletionWindowMinutes to ${start + BACKUP.leastRunMinutes} or more`,
        );
      }
      if (start < BACKUP.leastStartMinutes) {
        report(
          plan,
          `rule "${name}" has ${start} minutes to start`,
          `set StartWindowMinutes to ${BACKUP.leastStartMinutes} or more`,
        );
      }
    }
  },
};
