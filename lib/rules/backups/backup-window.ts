import { toNumber } from '../../assembly/value';
import { backupRules } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupWindow: Rule = {
  id: 'resilience-backup-window',
  area: 'backups',
  severity: 'error',
  title: 'A backup may take at least an hour longer than its start may',
  why: 'AWS Backup refuses a completion window that is not 60 minutes longer than the start window.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
  check(model, report) {
    for (const { plan, name, rule } of backupRules(model)) {
      const [start = 480, completion] = [toNumber(rule.StartWindowMinutes), toNumber(rule.CompletionWindowMinutes)];
      if (completion !== undefined && completion < start + 60) {
        report(
          plan,
          `rule "${name}" has ${start} minutes to start and ${completion} to complete`,
          `set CompletionWindowMinutes to ${start + 60} or more`,
        );
      }
      if (start < 60) {
        report(plan, `rule "${name}" has ${start} minutes to start`, 'set StartWindowMinutes to 60 or more');
      }
    }
  },
};
