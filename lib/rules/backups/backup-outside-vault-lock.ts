import { toNumber, valueAt } from '../../assembly/value';
import { backupRules, vaultOf } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupOutsideVaultLock: Rule = {
  id: 'resilience-backup-outside-vault-lock',
  area: 'backups',
  severity: 'error',
  title: "A backup's retention is within what its vault allows",
  why: 'A locked vault refuses jobs whose retention is outside its limits, so nothing is backed up.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html',
  check(model, report) {
    for (const { plan, name, rule, vault, copies } of backupRules(model)) {
      const kept = toNumber(valueAt(rule, 'Lifecycle.DeleteAfterDays'));
      const stores = [
        { vault, days: kept },
        ...copies.map(copy => ({ vault: vaultOf(model, copy.arn), days: toNumber(copy.lifecycle.DeleteAfterDays) })),
      ];
      for (const { vault: store, days } of stores) {
        if (!store) continue;
        const least = store.number('LockConfiguration.MinRetentionDays');
        const most = store.number('LockConfiguration.MaxRetentionDays');
        if (
          (least !== undefined && days !== undefined && days < least) ||
          (most !== undefined && (days ?? Infinity) > most)
        ) {
          report(
            plan,
            `rule "${name}" keeps backups ${days === undefined ? 'without end' : `${days} days`}, and the lock of "${store.path}" allows ${least ?? 1} to ${most ?? 'any number of'} days`,
            'set DeleteAfterDays inside of the lock',
          );
        }
      }
    }
  },
};
