import { ruleCase } from '../support/rule-case';
import { resource, retained, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Vault: resource(
        'AWS::Backup::BackupVault',
        { BackupVaultName: 'vault' },
        bad ? { DeletionPolicy: 'Delete' } : retained,
      ),
    }),
  ),
];
