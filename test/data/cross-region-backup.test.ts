import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Duration, Lazy } from 'aws-cdk-lib/core';
import {
  CrossRegionBackup,
  ReplicatedBucket,
  ReplicatedTable,
  VaultLock,
  type CrossRegionBackupProps,
} from '../../lib/data';
import { Alarms } from '../../lib/observability';
import { Regions } from '../../lib/regions';
import { ResilientService } from '../../lib/service';
import { assertRegionIndependence } from '../support/assertions';
import { failureOf } from '../support/failure';
import { plainStack, twoRegions } from '../support/two-regions';

const KEY = { partitionKey: { name: 'key', type: AttributeType.STRING } };

function inService(props: Partial<CrossRegionBackupProps> = {}) {
  const regions = twoRegions();
  const files = new ReplicatedTable(regions.service, 'Files', KEY);
  const uploads = new ReplicatedBucket(regions.service, 'Uploads');
  const backup = new CrossRegionBackup(regions.service, 'Backup', { resources: [files, uploads], ...props });
  return { ...regions, backup };
}

function inPlainStack(props: Partial<CrossRegionBackupProps> = {}) {
  const stack = plainStack();
  const table = new Table(stack, 'Files', KEY);
  new CrossRegionBackup(stack, 'Backup', { resources: [table], copyToRegion: 'eu-central-1', ...props });
  return stack;
}

test('each region has a vault of one name, which outlives its stack, but not a first deployment that failed', () => {
  const { primary, standby } = inService();
  for (const stack of [primary, standby]) {
    Template.fromStack(stack).hasResource('AWS::Backup::BackupVault', {
      Properties: { BackupVaultName: 'Intake-Backup' },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  }
});

test("a daily backup is copied to the other region's vault, found by name", () => {
  const { primary, standby } = inService();
  Template.fromStack(primary).hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [
        {
          ScheduleExpression: 'cron(0 3 * * ? *)',
          StartWindowMinutes: 60,
          CompletionWindowMinutes: Match.absent(),
          Lifecycle: { DeleteAfterDays: 35 },
          TargetBackupVault: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultName'] },
          CopyActions: [
            {
              DestinationBackupVaultArn: {
                'Fn::Join': [
                  '',
                  Match.arrayWith([':backup:us-west-2:', { Ref: 'AWS::AccountId' }, ':backup-vault:Intake-Backup']),
                ],
              },
              Lifecycle: { DeleteAfterDays: 35 },
            },
          ],
        },
      ],
    },
  });
  Template.fromStack(standby).resourceCountIs('AWS::Backup::BackupPlan', 0);
});

test('the selection covers every table and bucket given', () => {
  Template.fromStack(inService().primary).hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: {
      Resources: [
        { 'Fn::Join': ['', Match.arrayWith([':table/', { Ref: Match.stringLikeRegexp('^FilesTable') }])] },
        { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadsBucket'), 'Arn'] },
      ],
      IamRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupRole'), 'Arn'] },
    },
  });
});

test('the role may back up tables and buckets', () => {
  const policies = Template.fromStack(inService().primary).findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'backup.amazonaws.com' } }] } },
  });
  expect(JSON.stringify(policies)).toContain(':iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup');
  expect(JSON.stringify(policies)).toContain(':iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup');
});

test('whoever is told of alarms is told of a backup, a copy or a restore that failed', () => {
  const { primary, standby } = inService();
  const template = Template.fromStack(primary);
  const failed = ['FAILED', 'ABORTED', 'EXPIRED'];
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.backup'],
      'detail-type': ['Backup Job State Change', 'Copy Job State Change', 'Restore Job State Change'],
      detail: {
        $or: Match.arrayWith([
          {
            backupVaultName: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultName'] }],
            state: failed,
          },
          {
            sourceBackupVaultArn: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultArn'] }],
            state: failed,
          },
          {
            iamRoleArn: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupRestoreTestingRole'), 'Arn'] }],
            status: failed,
          },
        ]),
      },
    },
    Targets: [{ Arn: { Ref: Match.stringLikeRegexp('^AlarmTopic') }, DeadLetterConfig: Match.anyValue() }],
  });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' } }),
      ]),
    },
  });
  expect(Object.keys(Template.fromStack(standby).findResources('AWS::Backup::BackupPlan'))).toEqual([]);
});

test.each(['NumberOfBackupJobsCompleted', 'NumberOfCopyJobsCompleted'])(
  'no %s for a day longer than the schedule and its start window is an alarm',
  MetricName => {
    Template.fromStack(inService().primary).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Backup',
      MetricName,
      Dimensions: [
        {
          Name: 'BackupVaultName',
          Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultName'] },
        },
      ],
      Period: 3600,
      EvaluationPeriods: 24 + 1 + 24,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      AlarmActions: [Match.anyValue()],
    });
  },
);

test('backups that are rarer than CloudWatch looks back have no alarm on their absence', () => {
  const stack = inPlainStack({ schedule: Schedule.expression('cron(0 3 ? * SUN *)') });
  Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/Backup' }, 0);
  Template.fromStack(stack).resourceCountIs('AWS::Events::Rule', 1);
});

test('without alarms nobody is told', () => {
  const template = Template.fromStack(inPlainStack({ alarms: Alarms.none() }));
  for (const type of ['AWS::Events::Rule', 'AWS::CloudWatch::Alarm', 'AWS::SNS::Topic']) {
    template.resourceCountIs(type, 0);
  }
});

test('both vaults are locked alike', () => {
  const vaultLock = VaultLock.compliance({
    minRetention: Duration.days(7),
    maxRetention: Duration.days(365),
    changeableFor: Duration.days(14),
  });
  const { primary, standby } = inService({ vaultLock });
  for (const stack of [primary, standby]) {
    Template.fromStack(stack).hasResourceProperties('AWS::Backup::BackupVault', {
      LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 14 },
    });
  }
});

test('a governance lock can be removed at any time', () => {
  const { primary } = inService({ vaultLock: VaultLock.governance({ minRetention: Duration.days(35) }) });
  Template.fromStack(primary).hasResourceProperties('AWS::Backup::BackupVault', {
    LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: Match.absent(), ChangeableForDays: Match.absent() },
  });
});

test('by default the vaults are not locked and backups are snapshots', () => {
  const template = Template.fromStack(inService().primary);
  template.hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: Match.absent() });
  template.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: { BackupPlanRule: [{ EnableContinuousBackup: Match.absent() }] },
  });
  template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', {
    RecoveryPointSelection: { RecoveryPointTypes: ['SNAPSHOT'] },
  });
});

test('continuous backups are made, copied as snapshots, and restored as a test', () => {
  const template = Template.fromStack(inService({ continuous: true }).primary);
  template.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [
        {
          EnableContinuousBackup: true,
          Lifecycle: { DeleteAfterDays: 35 },
          CopyActions: [{ Lifecycle: { DeleteAfterDays: 35 } }],
        },
      ],
    },
  });
  template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', {
    RecoveryPointSelection: { RecoveryPointTypes: ['SNAPSHOT', 'CONTINUOUS'] },
  });
});

test('no region needs the other to deploy', () => {
  assertRegionIndependence(inService().app.synth());
});

test("somebody else's table and bucket are backed up from an ordinary stack", () => {
  const stack = plainStack();
  const table = new Table(stack, 'Files', KEY);
  const bucket = new Bucket(stack, 'Uploads');
  const backup = new CrossRegionBackup(stack, 'Backup', {
    resources: [table, bucket],
    copyToRegion: 'eu-central-1',
    vaultName: 'nightly',
    moveToColdStorageAfter: Duration.days(10),
    deleteAfter: Duration.days(100),
  });
  expect(backup).toMatchObject({ vaultName: 'nightly', copyRegion: 'eu-central-1' });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: {
      Resources: [
        { 'Fn::GetAtt': [Match.stringLikeRegexp('^Files'), 'Arn'] },
        { 'Fn::GetAtt': [Match.stringLikeRegexp('^Uploads'), 'Arn'] },
      ],
    },
  });
  template.hasResourceProperties('AWS::Backup::BackupPlan', {
    BackupPlan: { BackupPlanRule: [{ Lifecycle: { MoveToColdStorageAfterDays: 10, DeleteAfterDays: 100 } }] },
  });
});

test.each<[string, Partial<CrossRegionBackupProps>, string, string]>([
  ['a copy to the same region', { copyToRegion: 'eu-west-1' }, 'CopyRegionRepeated', 'and lost with it'],
  ['no region for the copy', { copyToRegion: undefined }, 'CopyRegionMissing', 'give "copyToRegion"'],
  [
    'a region for the copy that is a token',
    { copyToRegion: Lazy.string({ produce: () => 'eu-north-1' }) },
    'CopyRegionUnresolved',
    'plain text',
  ],
  ['nothing to back up', { resources: [] }, 'BackupResourceMissing', 'give the tables and buckets'],
  ['a vault name with a dot', { vaultName: 'nightly.backup' }, 'VaultNameInvalid', '"nightly.backup"'],
  ['a schedule by rate', { schedule: Schedule.rate(Duration.days(1)) }, 'BackupScheduleInvalid', 'rate(1 day)'],
  ['a cron of five fields', { schedule: Schedule.expression('cron(0 3 * * ?)') }, 'BackupScheduleInvalid', 'cron(0 3'],
  ['a cron of two days', { schedule: Schedule.expression('cron(0 3 1 * MON *)') }, 'BackupScheduleInvalid', 'one of'],
  ["a cron of 25 o'clock", { schedule: Schedule.expression('cron(0 25 * * ? *)') }, 'BackupScheduleInvalid', 'hours'],
  ['a cron of letters', { schedule: Schedule.expression('cron(a b c d ? e)') }, 'BackupScheduleInvalid', '"A" is not'],
  ['a step of nothing', { schedule: Schedule.expression('cron(0/0 * * * ? *)') }, 'BackupScheduleInvalid', '"0/0" is'],
  ['every 5 minutes', { schedule: Schedule.expression('cron(0/5 * * * ? *)') }, 'BackupScheduleInvalid', '60 minutes'],
  ['a start window of 10 minutes', { startWindow: Duration.minutes(10) }, 'BackupWindowTooShort', 'is 10 minutes'],
  ['a completion window inside of it', { completionWindow: Duration.hours(1) }, 'BackupWindowTooShort', 'between'],
  ['backups kept for hours', { deleteAfter: Duration.hours(12) }, 'BackupLifecycleOutOfRange', 'is 0.5 days'],
  [
    'cold storage under 90 days',
    { moveToColdStorageAfter: Duration.days(30), deleteAfter: Duration.days(119) },
    'ColdStorageTooShort',
    '"deleteAfter" of 120 days',
  ],
  ['a misspelt prop', { copyToRegions: 'eu-north-1' } as object, 'PropUnknown', 'did you mean "copyToRegion"'],
])('fails on %s', (_, props, code, fragment) => {
  const failure = failureOf(() => inPlainStack(props));
  expect(failure).toMatchObject({ codes: [code], path: 'Plain/Backup' });
  expect(failure.message).toContain(fragment);
});

test('fails on what is no table and no bucket', () => {
  const stack = plainStack();
  const failure = failureOf(
    () =>
      new CrossRegionBackup(stack, 'Backup', { resources: [new Topic(stack, 'Topic')], copyToRegion: 'eu-central-1' }),
  );
  expect(failure).toMatchObject({ codes: ['BackupResourceUnsupported'], path: 'Plain/Backup' });
  expect(failure.message).toContain('"Plain/Topic"');
});

test('fails on a region for the copy below a service', () => {
  const failure = failureOf(() => inService({ copyToRegion: 'eu-west-1' }));
  expect(failure).toMatchObject({ codes: ['CopyRegionConflict'], path: 'Intake/Backup' });
});

test('a service in three regions has a copy in each of them, in a vault that it makes there', () => {
  const regions = Regions.activePassive('eu-west-1', 'eu-central-1', 'eu-north-1');
  const service = new ResilientService(new App(), 'Intake', { regions, account: '111122223333' });
  const files = new ReplicatedTable(service, 'Files', KEY);
  const { copyRegions } = new CrossRegionBackup(service, 'Backup', { resources: [files] });

  const templates = service.regionalStacks.map(stack => Template.fromStack(stack));
  for (const template of templates) template.resourceCountIs('AWS::Backup::BackupVault', 1);
  const [rule] = Object.values(templates[0].findResources('AWS::Backup::BackupPlan')).flatMap(
    plan => plan.Properties.BackupPlan.BackupPlanRule as { CopyActions: { DestinationBackupVaultArn: unknown }[] }[],
  );
  const destinations = rule.CopyActions.map(action => JSON.stringify(action.DestinationBackupVaultArn));
  expect(copyRegions).toEqual(['eu-central-1', 'eu-north-1']);
  expect(destinations).toEqual(copyRegions.map(region => expect.stringContaining(`:backup:${region}:111122223333:`)));
});
