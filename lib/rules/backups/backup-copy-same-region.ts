import { backupRules, vaultOf } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupCopySameRegion: Rule = {
  id: 'resilience-backup-copy-same-region',
  area: 'backups',
  severity: 'error',
  title: 'A backup is copied to another region than its own',
  why: 'A copy in the same region is lost with the original.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html',
  check(model, report) {
    for (const { plan, name, copies } of backupRules(model)) {
      for (const { arn, region = vaultOf(model, arn)?.region } of copies) {
        if (plan.region !== undefined && region === plan.region) {
          report(
            plan,
            `rule "${name}" copies from ${plan.region} to "${arn}", which is in ${region}`,
            'name a vault of another region',
          );
        }
      }
    }
  },
};
