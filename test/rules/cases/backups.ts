import { ruleCase } from '../support/rule-case';
import {
  EAST,
  WEST,
  arn,
  fn,
  plan,
  ref,
  resource,
  retained,
  selection,
  stack,
  table,
  vault,
} from '../support/templates';

const backup = (rule: Record<string, unknown> = {}, vaultProperties: Record<string, unknown> = {}, more = {}) =>
  stack({
    Orders: table(),
    Vault: vault(vaultProperties),
    Plan: plan(rule),
    Selection: selection([arn('Orders')]),
    ...more,
  });
const copyTo = (region: string, lifecycle = {}, name = 'vault') => ({
  CopyActions: [
    { DestinationBackupVaultArn: `arn:aws:backup:${region}:111111111111:backup-vault:${name}`, Lifecycle: lifecycle },
  ],
});
const other = stack({ Vault: vault() }, WEST);
const twins = (more = {}) =>
  [EAST, WEST].map(region =>
    stack({ Orders: table(), Fn: fn(), Api: resource('AWS::ApiGatewayV2::Api'), ...more }, region),
  );

export const backupCases = [
  ruleCase('backup-selection-misses', bad => {
    const more = { Customers: resource('AWS::DynamoDB::Table', { TableName: 'customers' }, retained) };
    return bad
      ? backup({}, {}, more)
      : backup(
          {},
          {},
          { ...more, Selection: selection([arn('Orders'), 'arn:aws:dynamodb:us-east-1:111111111111:table/customers']) },
        );
  }),
  ruleCase(
    'backup-selection-misses',
    bad =>
      stack({
        Orders: table({ Tags: [{ Key: 'backup', Value: bad ? 'no' : 'yes' }] }),
        Vault: vault(),
        Plan: plan(),
        Selection: resource('AWS::Backup::BackupSelection', {
          BackupPlanId: ref('Plan'),
          BackupSelection: {
            ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'yes' }],
          },
        }),
      }),
    'a selection by tag',
  ),
  ruleCase('backup-plan-missing', bad =>
    twins(bad ? {} : { Vault: vault(), Plan: plan(), Selection: selection(['*']) }),
  ),
  ruleCase(
    'backup-plan-missing',
    bad =>
      [EAST, WEST].map(region =>
        stack(
          {
            Fn: fn(),
            Api: resource('AWS::ApiGatewayV2::Api'),
            Writer: resource('AWS::RDS::DBInstance', bad ? {} : { DBClusterIdentifier: 'orders' }),
          },
          region,
        ),
      ),
    'an instance of a cluster, which has no data of its own',
  ),
  ruleCase('backup-selection-empty', bad =>
    stack({ Orders: table(), Vault: vault(), Plan: plan(), ...(bad ? {} : { Selection: selection(['*']) }) }),
  ),
  ruleCase('backup-without-copy', bad => [backup(bad ? {} : copyTo(WEST)), other]),
  ruleCase('backup-copy-same-region', bad => [backup(copyTo(bad ? EAST : WEST)), other]),
  ruleCase('backup-copy-vault-missing', bad => [backup(copyTo(WEST, {}, bad ? 'volt' : 'vault')), other]),
  ruleCase('backup-cold-storage', bad =>
    backup({ Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: bad ? 60 : 120 } }),
  ),
  ruleCase('backup-continuous-retention', bad =>
    backup({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: bad ? 90 : 35 } }),
  ),
  ruleCase('backup-schedule', bad =>
    backup({ ScheduleExpression: bad ? 'cron(0 5 * * *)' : 'cron(0 5 ? * MON-FRI *)' }),
  ),
  ruleCase('backup-outside-vault-lock', bad =>
    backup(
      { Lifecycle: { DeleteAfterDays: bad ? 3 : 30 } },
      { LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 365 } },
    ),
  ),
  ruleCase('backup-never-restored', bad =>
    backup({}, {}, bad ? {} : { Test: resource('AWS::Backup::RestoreTestingPlan') }),
  ),
  ruleCase('backup-vault-not-retained', bad =>
    stack({
      Vault: resource(
        'AWS::Backup::BackupVault',
        { BackupVaultName: 'vault' },
        bad ? { DeletionPolicy: 'Delete' } : retained,
      ),
    }),
  ),
];
