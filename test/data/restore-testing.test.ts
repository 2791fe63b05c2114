import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Duration } from 'aws-cdk-lib/core';
import {
  CrossRegionBackup,
  ReplicatedBucket,
  ReplicatedTable,
  RestoreTesting,
  type RestoreTestingOptions,
} from '../../lib/data';
import { assertRegionIndependence } from '../support/assertions';
import { failureOf } from '../support/failure';
import { plainStack, twoRegions } from '../support/two-regions';

const KEY = { partitionKey: { name: 'key', type: AttributeType.STRING } };
const PLAN = 'AWS::Backup::RestoreTestingPlan';
const SELECTION = 'AWS::Backup::RestoreTestingSelection';

function inService(restoreTesting?: RestoreTesting) {
  const regions = twoRegions();
  const resources = [new ReplicatedTable(regions.service, 'Files', KEY), new ReplicatedBucket(regions.service, 'Up')];
  const backup = new CrossRegionBackup(regions.service, 'Backup', { resources, restoreTesting });
  return { ...regions, backup };
}

function ofOneTable(restoreTesting?: RestoreTesting) {
  const stack = plainStack();
  const resources = [new Table(stack, 'Files', KEY)];
  const backup = new CrossRegionBackup(stack, 'Backup', { resources, copyToRegion: 'eu-central-1', restoreTesting });
  return { stack, backup, template: Template.fromStack(stack) };
}

test('the latest backup of the week is restored every Sunday, from the vault of the home region', () => {
  const { primary, standby, backup } = inService();

  Template.fromStack(primary).hasResourceProperties(PLAN, {
    RestoreTestingPlanName: Match.stringLikeRegexp('^[A-Za-z0-9_]{1,50}$'),
    ScheduleExpression: 'cron(0 12 ? * SUN *)',
    RecoveryPointSelection: {
      Algorithm: 'LATEST_WITHIN_WINDOW',
      IncludeVaults: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^BackupVault'), 'BackupVaultArn'] }],
      RecoveryPointTypes: ['SNAPSHOT'],
      SelectionWindowDays: 7,
    },
  });
  Template.fromStack(standby).resourceCountIs(PLAN, 0);
  expect(backup.restoreTestingPlan).toBeDefined();
});

test('tables and buckets are both restored, each named by its ARN', () => {
  const template = Template.fromStack(inService().primary);

  template.resourceCountIs(SELECTION, 2);
  template.hasResourceProperties(SELECTION, {
    ProtectedResourceType: 'DynamoDB',
    ProtectedResourceArns: [{ 'Fn::Join': ['', Match.arrayWith([':table/'])] }],
  });
  template.hasResourceProperties(SELECTION, {
    ProtectedResourceType: 'S3',
    ProtectedResourceArns: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^UpBucket'), 'Arn'] }],
  });
});

test('without buckets there is no selection of buckets', () => {
  const { template } = ofOneTable();

  template.resourceCountIs(SELECTION, 1);
  template.hasResourceProperties(SELECTION, { ProtectedResourceType: 'DynamoDB' });
});

test('a role of its own restores, and the one that backs up cannot', () => {
  const roles = Object.values(ofOneTable().template.findResources('AWS::IAM::Role'));
  const policies = roles.map(role => JSON.stringify(role.Properties.ManagedPolicyArns));

  expect(policies.filter(text => text.includes('Restore'))).toHaveLength(1);
  expect(policies.find(text => text.includes('Restore'))).not.toMatch(/ForBackup|S3Backup/);
});

test('schedule and windows can be chosen', () => {
  const { template } = ofOneTable(
    RestoreTesting.scheduled({
      schedule: Schedule.cron({ minute: '30', hour: '6', day: '1' }),
      selectionWindowDays: 31,
      validationWindowHours: 4,
    }),
  );

  template.hasResourceProperties(PLAN, {
    ScheduleExpression: 'cron(30 6 1 * ? *)',
    RecoveryPointSelection: { SelectionWindowDays: 31 },
  });
  template.hasResourceProperties(SELECTION, { ValidationWindowHours: 4 });
});

test('turned off it creates nothing and warns', () => {
  const { stack, template, backup } = ofOneTable(RestoreTesting.none());

  template.resourceCountIs(PLAN, 0);
  template.resourceCountIs(SELECTION, 0);
  expect(backup.restoreTestingPlan).toBeUndefined();
  Annotations.fromStack(stack).hasWarning('/Plain/Backup', Match.stringLikeRegexp('restoresUntested'));
});

test('turning it off leaves every other resource as it is', () => {
  const [on, off] = [RestoreTesting.weekly(), RestoreTesting.none()].map(choice =>
    Object.keys(ofOneTable(choice).template.toJSON().Resources as object),
  );

  expect(on).toEqual(expect.arrayContaining(off));
});

test('the standby needs nothing of the primary for it', () => {
  assertRegionIndependence(inService().app.synth());
});

test.each<[string, RestoreTestingOptions, string, string]>([
  ['a schedule by rate', { schedule: Schedule.rate(Duration.days(7)) }, 'RestoreScheduleInvalid', 'rate(7 days)'],
  ['an hour of 25', { schedule: Schedule.expression('cron(0 25 ? * SUN *)') }, 'RestoreScheduleInvalid', '"25" is'],
  ['a window of no day', { selectionWindowDays: 0 }, 'RestoreWindowOutOfRange', '"selectionWindowDays" is 0'],
  ['a window of over a year', { selectionWindowDays: 366 }, 'RestoreWindowOutOfRange', '1 to 365'],
  ['a window that is no number', { selectionWindowDays: NaN }, 'RestoreWindowOutOfRange', 'NaN'],
  ['half an hour', { validationWindowHours: 0.5 }, 'RestoreWindowOutOfRange', '"validationWindowHours" is 0.5'],
  ['over a week', { validationWindowHours: 169 }, 'RestoreWindowOutOfRange', '1 to 168'],
  ['a misspelt option', { shedule: Schedule.cron({}) } as RestoreTestingOptions, 'PropUnknown', '"schedule"'],
])('%s is refused', (_what, options, code, text) => {
  const failure = failureOf(() => RestoreTesting.scheduled(options));

  expect(failure.codes).toEqual([code]);
  expect(failure.message).toContain(text);
});

test('a region without restore testing has none by default, and a warning', () => {
  const stack = plainStack('ap-southeast-7');
  const resources = [new Table(stack, 'Files', KEY)];
  new CrossRegionBackup(stack, 'Backup', { resources, copyToRegion: 'ap-southeast-1' });

  Template.fromStack(stack).resourceCountIs(PLAN, 0);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('no backup is ever restored'));
});

test('fails on restore testing where AWS Backup has none', () => {
  const stack = plainStack('us-gov-west-1');
  const resources = [new Table(stack, 'Files', KEY)];
  const failure = failureOf(
    () =>
      new CrossRegionBackup(stack, 'Backup', {
        resources,
        copyToRegion: 'us-gov-east-1',
        restoreTesting: RestoreTesting.weekly(),
      }),
  );

  expect(failure).toMatchObject({ codes: ['RestoreTestingUnavailable'], path: 'Plain/Backup' });
  expect(failure.message).toContain('"us-gov-west-1"; use RestoreTesting.none()');
});

test('31 tables are two selections, because one takes 30', () => {
  const stack = plainStack();
  const resources = Array.from({ length: 31 }, (_, number) => new Table(stack, `Files${number}`, KEY));
  new CrossRegionBackup(stack, 'Backup', { resources, copyToRegion: 'eu-central-1' });
  const selections = Object.values(Template.fromStack(stack).findResources(SELECTION)).map(each => each.Properties);

  expect(selections.map(each => each.ProtectedResourceArns.length)).toEqual([30, 1]);
  expect(new Set(selections.map(each => each.RestoreTestingSelectionName)).size).toBe(2);
});
