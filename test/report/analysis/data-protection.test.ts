import { buildReport } from '../../../lib/report/build-report';
import { AppModel } from '../../../lib/assembly/app-model';
import { type Template, type TemplateResource } from '../../../lib/assembly/template';
import { bucket, globalTable, twoRegions, type TwoRegions } from '../support/two-regions';

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

test('a plan of a schedule that AWS refuses protects nothing, and stops no report', () => {
  const rule = { ScheduleExpression: 'cron(0/0 * * * ? *)', CopyActions: COPY };
  const { regionLoss } = dataOf({ primary: { Data: table(), ...plan(rule) } });
  expect(regionLoss.value).toBeNull();
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
  expect(objectives.rpo).toBe('missed');
});

test.each([
  ['usual lag', 'EVENTUAL', 'observed', 'expected'],
  ['strong consistency', 'STRONG', 'bound', 'met'],
])('a promise that rests on %s is not more than that', (_what, consistency, kind, verdict) => {
  const primary = { Files: globalTable('Files', consistency) };
  const { rpo, objectives } = buildReport(
    twoRegions({ metadata: { rpoSeconds: 60 }, environment: { TABLE: 'Files' }, primary }),
  ).services[0];
  expect(rpo.kind).toBe(kind);
  expect(objectives.rpo).toBe(verdict);
});

test('data that the service does not use does not count for it', () => {
  const { rpo } = buildReport(twoRegions({ primary: { Data: table() } })).services[0];
  expect(rpo).toMatchObject({ value: 0, formula: 'no data is kept, 0 s' });
});

describe('data that CloudFormation sees in one region and AWS keeps in several', () => {
  const regional = (...stacks: [string, Record<string, unknown>][]) =>
    buildReport(
      new AppModel(
        stacks.map(([region, Resources]) => ({
          id: `App-${region}`,
          path: `App/${region}`,
          region,
          template: { Resources } as Template,
        })),
      ),
    ).data;

  test('a table that a custom resource of CDK replicates', () => {
    const [table] = regional([
      'us-east-1',
      {
        Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
        Copy: {
          Type: 'Custom::DynamoDBReplica',
          Properties: { ServiceToken: 'arn', TableName: { Ref: 'Orders' }, Region: 'us-west-2' },
        },
      },
    ]);
    expect(table).toMatchObject({ regions: ['us-east-1', 'us-west-2'], regionLoss: { value: 1 } });
  });

  test('a cluster of an Aurora global database', () => {
    const Cluster = { Type: 'AWS::RDS::DBCluster', Properties: { GlobalClusterIdentifier: 'orders' } };
    const [first, second] = regional(['eu-west-1', { Cluster }], ['eu-central-1', { Cluster }]);
    expect(first).toMatchObject({ regions: ['eu-west-1', 'eu-central-1'], regionLoss: { value: 1 } });
    expect(second.protections).toContain('global database in eu-west-1');
  });

  test('a bucket that is copied within its region is lost with it', () => {
    const [files] = regional([
      'eu-west-1',
      {
        Files: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            ReplicationConfiguration: { Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::copy' } }] },
          },
        },
        Copy: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'copy' } },
      },
    ]);
    expect(files.protections).toContain('replication to a bucket of the same region');
    expect(files).toMatchObject({ regions: ['eu-west-1'], regionLoss: { value: null } });
  });
});
