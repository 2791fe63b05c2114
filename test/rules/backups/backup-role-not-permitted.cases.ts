import { ruleCase } from '../support/rule-case';
import { arn, bucket, plan, role, selection, stack, vault } from '../support/templates';

export const cases = [
  ruleCase(bad => {
    const selected = selection([arn('Files')]);
    Object.assign(selected.Properties!.BackupSelection as object, { IamRoleArn: arn('Role') });
    const policies = [
      'service-role/AWSBackupServiceRolePolicyForBackup',
      ...(bad ? [] : ['AWSBackupServiceRolePolicyForS3Backup']),
    ];
    return stack({
      Files: bucket(),
      Plan: plan(),
      Vault: vault(),
      Selection: selected,
      Role: role({ ManagedPolicyArns: policies.map(name => `arn:aws:iam::aws:policy/${name}`) }),
    });
  }),
];
