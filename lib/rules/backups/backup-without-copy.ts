import { backupRules } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupWithoutCopy: Rule = {
  id: 'resilience-backup-without-copy',
  area: 'backups',
  severity: 'warning',
  title: 'Every backup is copied to another region',
  why: 'A vault is gone with its region, together with what it was to protect.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html',
  check(model, report) {
    for (const { plan, name, copies } of backupRules(model)) {
      if (copies.length === 0) {
        report(plan, `rule "${name}" copies nothing`, 'add a CopyAction to a vault in another region');
      }
    }
  },
};
