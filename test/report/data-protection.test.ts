import { buildReport } from '../../lib/report/build-report';
import type { TemplateResource } from '../../lib/rules/model/template';
import { bucket, globalTable, twoRegions, type TwoRegions } from './support/two-regions';

const dataOf = (options: TwoRegions, logicalId = 'Data') =>
  buildReport(twoRegions(options)).data.find(({ path }) => path === `App/us-east-1/${logicalId}`)!;

const table = (properties: Record<string, unknown> = {}): TemplateResource => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: { TableName: 'Files', ...properties },
});

const plan = (rule: Record<string, unknown>): Record<string, TemplateResource> => ({
  Plan: {
    Type: 'AWS::Backup::BackupPlan',
    Properties: { BackupPlan: { BackupPlanRule: [{ RuleName: 'Daily', TargetBackupVault: 'vault', ...rule }] } },
  },
  Selection: {
    Type: 'AWS::Backup::BackupSelection',
    Properties: {
      BackupPlanId: { Ref: 'Plan' },
      BackupSelection: { Resources: [{ 'Fn::GetAtt': ['Data', 'Arn'] }] },
    },
  },
});

const COPY = [{ DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:111122223333:backup-vault:vault' }];

test('a table that nothing protects is lost without a bound, by its region and by a mistake', () => {
  const { regionLoss, corruption, protections } = dataOf({ primary: { Data: table() } });
  expect(regionLoss.value).toBeNull();
  expect(regionLoss.formula).toBe('unbounded: nothing of it is outside of us-east-1');
  expect(corruption.value).toBeNull();
  expect(protections).toEqual([]);
});

test('point-in-time recovery helps against a mistake and not against the loss of the region', () => {
  const recovery = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  const { regionLoss, corruption } = dataOf({ primary: { Data: table(recovery) } });
  expect(regionLoss.value).toBeNull();
  expect(corruption.value).toBe(300);
});

test('a global table loses about a second, and nothing with strong consistency', () => {
  expect(dataOf({ primary: { Data: globalTable('Files') } })).toMatchObject({
    regions: ['us-east-1', 'us-west-2'],
    regionLoss: { value: 1 },
    corruption: { value: 300 },
  });
  expect(dataOf({ primary: { Data: globalTable('Files', 'STRONG') } }).regionLoss.value).toBe(0);
});

test('replication of objects has a bound only with replication time control', () => {
  const standby = { Data: bucket('files-west') };
  expect(dataOf({ primary: { Data: bucket('files-east', 'files-west') }, standby }).regionLoss.value).toBe(900);
  const without = dataOf({ primary: { Data: bucket('files-east', 'files-west', false) }, standby });
  expect(without.regionLoss.value).toBeNull();
  expect(without.regionLoss.formula).toContain('without replication time control');
});

test('a backup counts with its schedule, its start window and its copy, and only where the copy is', () => {
  const rule = { ScheduleExpression: 'cron(0 3 * * ? *)', StartWindowMinutes: 60 };
  const copied = dataOf({ primary: { Data: table(), ...plan({ ...rule, CopyActions: COPY }) } });
  expect(copied.regionLoss.value).toBe(86_400 + 3600 + 3600);
  const kept = dataOf({ primary: { Data: table(), ...plan(rule) } });
  expect(kept.regionLoss.value).toBeNull();
  expect(kept.corruption.value).toBe(86_400 + 3600 + 3600);
});

test('a plan protects only what its own selection names', () => {
  const other = { Other: table({ TableName: 'Other' }) };
  const { regionLoss } = dataOf({ primary: { Data: table(), ...other, ...plan({ CopyActions: COPY }) } }, 'Other');
  expect(regionLoss.value).toBeNull();
});

test('a service loses with a region what the worst of its data does', () => {
  const { rpo, rpoOf, objectives } = buildReport(
    twoRegions({
      metadata: { rpoSeconds: 60 },
      environment: { TABLE: 'Files', BUCKET: 'files-east' },
      primary: { Files: globalTable('Files'), Data: bucket('files-east', 'files-west') },
      standby: { Data: bucket('files-west', 'files-east') },
    }),
  ).services[0];
  expect(rpo.value).toBe(900);
  expect(rpoOf).toBe('App/us-east-1/Data');
  expect(objectives.rpoMet).toBe(false);
});

test('data that the service does not use does not count for it', () => {
  const { rpo } = buildReport(twoRegions({ primary: { Data: table() } })).services[0];
  expect(rpo).toMatchObject({ value: 0, formula: 'no data is kept, 0 s' });
});
