import { splitText } from '../../assembly/resolve';
import { backupRules, vaultOf } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupCopyVaultMissing: Rule = {
  id: 'resilience-backup-copy-vault-missing',
  area: 'backups',
  severity: 'error',
  title: 'A backup is copied to a vault that exists',
  why: 'A copy to a vault that nobody created fails every night.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html',
  check(model, report) {
    for (const { plan, name, copies } of backupRules(model)) {
      for (const { arn, region } of copies) {
        const ours =
          region !== undefined &&
          model.stacks.some(stack => stack.region === region && stack.account === plan.stack.account);
        const [, , , , account] = splitText(arn, ':');
        if (ours && account === plan.stack.place.account && !vaultOf(model, arn) && !arn.endsWith(':Default')) {
          report(
            plan,
            `rule "${name}" copies to "${arn}", and no stack of ${region} creates that vault`,
            `create the vault in a stack of ${region}`,
          );
        }
      }
    }
  },
};
