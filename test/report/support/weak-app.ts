import { type AppModel } from '../../../lib/assembly/app-model';
import { bucket, globalTable, twoRegions } from './two-regions';

/** An app in two regions with something of everything: replicated and stranded data, single points, backups, a missed RTO. */
export function weakApp(): AppModel {
  return twoRegions({
    metadata: { rtoSeconds: 60, rpoSeconds: 900 },
    environment: {
      TABLE: 'Files',
      BUCKET: { 'Fn::Sub': 'files-${AWS::Region}' },
      QUEUE: { Ref: 'Queue' },
      ORDERS: 'Orders',
    },
    both: {
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Period: 60, EvaluationPeriods: 1 } },
      Warm: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: 'Handler' },
          Name: 'live<script>',
          ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 8 },
        },
      },
    },
    primary: {
      Files: globalTable('Files'),
      Uploads: bucket('files-us-east-1', 'files-us-west-2'),
      Queue: { Type: 'AWS::SQS::Queue' },
      Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'Orders' } },
      Plan: {
        Type: 'AWS::Backup::BackupPlan',
        Properties: { BackupPlan: { BackupPlanRule: [{ RuleName: 'Daily', TargetBackupVault: 'vault' }] } },
      },
      Selection: {
        Type: 'AWS::Backup::BackupSelection',
        Properties: { BackupPlanId: { Ref: 'Plan' }, BackupSelection: { Resources: ['*'] } },
      },
    },
    standby: { Uploads: bucket('files-us-west-2', 'files-us-east-1') },
  });
}
