import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { selectedBy } from '../../assembly/relations/backups';
import { awsPoliciesOf, mayDo } from '../../assembly/relations/policies';
import { type Rule } from '../rule';

export const backupRoleNotPermitted: Rule = {
  id: 'resilience-backup-role-not-permitted',
  area: 'backups',
  severity: 'error',
  title: 'The role of a backup may back up what is selected',
  why: "Every job fails. AWS's policy for backups does not cover buckets, which need one of their own.",
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html',
  check(model, report) {
    for (const selection of model.ofType('AWS::Backup::BackupSelection')) {
      const role = model.find(selection.text('BackupSelection.IamRoleArn'), ['AWS::IAM::Role'], selection);
      if (!role) continue;
      for (const [type, { policy, action }] of Object.entries(NEEDED)) {
        const [selected] = selectedBy(model, selection).filter(resource => resource.type.startsWith(type));
        if (selected && !holds(model, role, policy, action)) {
          report(
            selection,
            `it selects "${selected.path}", and its role "${role.path}" lacks ${policy}`,
            `attach the AWS-managed policy ${policy} to the role`,
          );
        }
      }
    }
  },
};

/** What a role needs for each kind of data: AWS's policy for it, or at least one action that stands for it. */
const NEEDED: Readonly<Record<string, { policy: string; action: string }>> = {
  'AWS::S3::': { policy: 'AWSBackupServiceRolePolicyForS3Backup', action: 's3:GetBucketVersioning' },
  'AWS::DynamoDB::': { policy: 'AWSBackupServiceRolePolicyForBackup', action: 'dynamodb:CreateBackup' },
  'AWS::RDS::': { policy: 'AWSBackupServiceRolePolicyForBackup', action: 'rds:CreateDBSnapshot' },
};

/** A role with policies that cannot be read, other than AWS's for backups, is given the benefit of the doubt. */
function holds(model: AppModel, role: Resource, policy: string, action: string): boolean {
  const attached = awsPoliciesOf(role);
  const isOfBackups = attached.length > 0 && attached.every(name => name.startsWith('AWSBackupServiceRolePolicy'));
  if (attached.includes(policy)) return true;
  return mayDo(model, role, action, isOfBackups) !== false;
}
