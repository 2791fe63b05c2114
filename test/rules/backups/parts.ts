import { WEST, arn, plan, selection, stack, table, vault } from '../support/templates';

export const backup = (rule: Record<string, unknown> = {}, vaultProperties: Record<string, unknown> = {}, more = {}) =>
  stack({
    Orders: table(),
    Vault: vault(vaultProperties),
    Plan: plan(rule),
    Selection: selection([arn('Orders')]),
    ...more,
  });

export const copyTo = (region: string, lifecycle = {}, name = 'vault') => ({
  CopyActions: [
    { DestinationBackupVaultArn: `arn:aws:backup:${region}:111111111111:backup-vault:${name}`, Lifecycle: lifecycle },
  ],
});

export const westVault = stack({ Vault: vault() }, WEST);
