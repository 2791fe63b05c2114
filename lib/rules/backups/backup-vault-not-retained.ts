import { type Rule } from '../rule';

export const backupVaultNotRetained: Rule = {
  id: 'resilience-backup-vault-not-retained',
  area: 'backups',
  severity: 'warning',
  title: 'A backup vault outlives its stack',
  why: 'A vault that goes with its stack takes the backups with it, or blocks the deletion half way.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  check(model, report) {
    for (const vault of model.ofType('AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault')) {
      if (!vault.isRetained) {
        report(
          vault,
          `DeletionPolicy is ${vault.raw.DeletionPolicy ?? 'not set'} and UpdateReplacePolicy ${vault.raw.UpdateReplacePolicy ?? 'not set'}`,
          'set both to Retain',
        );
      }
    }
  },
};
