import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { App, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Conflicts, ReplicatedTable, type ReplicatedTableProps } from '../../lib/data';
import { Alarms } from '../../lib/observability';
import { Regions } from '../../lib/regions';
import { ResilientService } from '../../lib/service';
import { assertRegionIndependence } from '../support/assertions';
import { failureOf } from '../support/failure';
import { plainStack, someFunction, twoRegions } from '../support/two-regions';

const KEY: ReplicatedTableProps = { partitionKey: { name: 'key', type: AttributeType.STRING } };

function inService(props: Partial<ReplicatedTableProps> = {}) {
  const regions = twoRegions();
  return { ...regions, table: new ReplicatedTable(regions.service, 'Files', { ...KEY, ...props }) };
}

test('one table is made, in the primary region, with a replica in the standby', () => {
  const { primary, standby } = inService();
  Template.fromStack(primary).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: 'Intake-Files',
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    Replicas: Match.arrayWith([Match.objectLike({ Region: 'us-west-2' }), Match.objectLike({ Region: 'us-east-1' })]),
  });
  Template.fromStack(standby).resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
});

test('every replica can be restored to a point in time and refuses to be deleted', () => {
  const { primary } = inService();
  const protection = Match.objectLike({
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    DeletionProtectionEnabled: true,
  });
  Template.fromStack(primary).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    Replicas: [protection, protection],
  });
});

test('the table outlives its stack and its replacement', () => {
  Template.fromStack(inService().primary).hasResource('AWS::DynamoDB::GlobalTable', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('each region may use its own replica only', () => {
  const { table, primary, standby } = inService();
  for (const stack of [primary, standby]) table.inRegion(stack).grantReadData(someFunction(stack));
  for (const stack of [primary, standby]) {
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    const text = JSON.stringify(policies);
    expect(text).toContain(`:dynamodb:${stack.region}:`);
    expect(text).not.toContain(`:dynamodb:${stack === primary ? 'us-west-2' : 'us-east-1'}:`);
  }
});

test('the standby finds the table by name, without the primary', () => {
  const { app, table, primary, standby } = inService();
  for (const stack of [primary, standby]) table.inRegion(stack).grantReadWriteData(someFunction(stack));
  Template.fromStack(standby).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Resource: {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':dynamodb:us-west-2:',
                { Ref: 'AWS::AccountId' },
                ':table/Intake-Files',
              ],
            ],
          },
        }),
      ]),
    },
  });
  assertRegionIndependence(app.synth());
});

test('what uses the table in the primary waits for it there', () => {
  const { table, primary } = inService();
  expect(primary.resolve(table.inRegion(primary).tableName)).toEqual({ Ref: expect.stringMatching(/^FilesTable/) });
  expect(primary.resolve(table.inRegion(primary).tableStreamArn)).toEqual({
    'Fn::GetAtt': [expect.stringMatching(/^FilesTable/), 'StreamArn'],
  });
});

test('a regional view is made once', () => {
  const { table, standby } = inService();
  expect(table.inRegion(someFunction(standby))).toBe(table.inRegion(standby));
});

test('indexes are granted with the table, in each region', () => {
  const { table, standby } = inService({
    globalSecondaryIndexes: [
      {
        indexName: 'by-owner',
        partitionKey: { name: 'owner', type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      },
    ],
  });
  table.inRegion(standby).grantReadData(someFunction(standby));
  expect(JSON.stringify(Template.fromStack(standby).findResources('AWS::IAM::Policy'))).toContain(
    ':table/Intake-Files/index/*',
  );
});

test('late replication raises an alarm in each region, for what it sends', () => {
  const { primary, standby } = inService();
  for (const [stack, receiving] of [
    [primary, 'us-west-2'],
    [standby, 'us-east-1'],
  ] as const) {
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/DynamoDB',
      MetricName: 'ReplicationLatency',
      Dimensions: [
        { Name: 'ReceivingRegion', Value: receiving },
        { Name: 'TableName', Value: 'Intake-Files' },
      ],
      Threshold: 60_000,
      EvaluationPeriods: 5,
      AlarmActions: Match.anyValue(),
    });
  }
});

test('in an ordinary stack the replicas are those given', () => {
  const stack = plainStack('eu-west-1');
  const table = new ReplicatedTable(stack, 'Files', {
    ...KEY,
    replicaRegions: ['eu-central-1'],
    timeToLiveAttribute: 'end',
  });
  expect(table.regions).toEqual(['eu-west-1', 'eu-central-1']);
  Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: 'Files',
    TimeToLiveSpecification: { AttributeName: 'end', Enabled: true },
    Replicas: Match.arrayWith([Match.objectLike({ Region: 'eu-central-1' })]),
  });
});

test("another stack of the app finds the table by name, in the same region and in a replica's", () => {
  const app = new App();
  const home = new Stack(app, 'Home', { env: { region: 'eu-west-1' } });
  const table = new ReplicatedTable(home, 'Files', { ...KEY, replicaRegions: ['eu-central-1'] });
  for (const region of ['eu-west-1', 'eu-central-1']) {
    const other = new Stack(app, `Other-${region}`, { env: { region } });
    table.inRegion(other).grantReadData(someFunction(other));
    expect(table.inRegion(other).tableName).toBe('Files');
  }
  assertRegionIndependence(app.synth());
});

test.each([
  ['no replica', { replicaRegions: [] }, 'lost with it'],
  ['no deletion protection', { replicaRegions: ['eu-central-1'], deletionProtection: false }, 'deleted by one call'],
  [
    'a removal policy',
    { replicaRegions: ['eu-central-1'], removalPolicy: RemovalPolicy.DESTROY },
    'leaves the template',
  ],
  ['no alarms', { replicaRegions: ['eu-central-1'], alarms: Alarms.none() }, 'no alarms'],
])('%s warns', (_, props, fragment) => {
  const stack = plainStack();
  new ReplicatedTable(stack, 'Files', { ...KEY, ...props });
  Annotations.fromStack(stack).hasWarning('/Plain/Files', Match.stringLikeRegexp(fragment));
});

test('the defaults of a service warn of nothing', () => {
  const { table } = inService();
  expect(table.node.metadata).toEqual([]);
});

test.each<[string, Partial<ReplicatedTableProps>, string, string]>([
  ['a replica in the home region', { replicaRegions: ['eu-west-1'] }, 'ReplicaRegionRepeated', 'remove it'],
  [
    'a replica named twice',
    { replicaRegions: ['eu-north-1', 'eu-north-1'] },
    'ReplicaRegionRepeated',
    'name each once',
  ],
  [
    'a replica region that is a token',
    { replicaRegions: [Lazy.string({ produce: () => 'eu-north-1' })] },
    'ReplicaRegionUnresolved',
    'plain text',
  ],
  ['a recovery period of 0 days', { recoveryPeriod: Duration.days(0) }, 'RecoveryPeriodOutOfRange', 'is 0 days'],
  ['a recovery period of 36 days', { recoveryPeriod: Duration.days(36) }, 'RecoveryPeriodOutOfRange', 'from 1 to 35'],
  ['a recovery period of 36 hours', { recoveryPeriod: Duration.hours(36) }, 'RecoveryPeriodOutOfRange', 'is 1.5 days'],
  ['a misspelt prop', { replicaRegion: [] } as object, 'PropUnknown', 'did you mean "replicaRegions"'],
])('fails on %s', (_, props, code, fragment) => {
  const failure = failureOf(() => new ReplicatedTable(plainStack(), 'Files', { ...KEY, ...props }));
  expect(failure).toMatchObject({ codes: [code], path: 'Plain/Files' });
  expect(failure.message).toContain(fragment);
});

test('fails on replica regions below a service', () => {
  const failure = failureOf(() => inService({ replicaRegions: ['eu-west-1'] }));
  expect(failure).toMatchObject({ codes: ['ReplicaRegionsConflict'], path: 'Intake/Files' });
});

test('fails on a stack of a region that has no replica', () => {
  const { app, table } = inService();
  const failure = failureOf(() => table.inRegion(new Stack(app, 'Far', { env: { region: 'sa-east-1' } })));
  expect(failure).toMatchObject({ codes: ['ReplicaMissing'], path: 'Intake/Files' });
  expect(failure.message).toContain('"us-east-1" and "us-west-2"');
});

test('fails on a stack whose region is not known', () => {
  const failure = failureOf(() => new ReplicatedTable(new Stack(new App(), 'Agnostic'), 'Files', KEY));
  expect(failure.codes).toEqual(['StackRegionMissing']);
});

test('fails on a path that makes too long a name, and shows the name', () => {
  const failure = failureOf(
    () => new ReplicatedTable(plainStack(), 'F'.repeat(256), { ...KEY, replicaRegions: ['us-east-1'] }),
  );
  expect(failure.codes).toEqual(['NameTooLong']);
  expect(failure.message).toContain('256 characters and AWS allows 255');
});

test.each([
  ['a name of one letter, made of the id', 'T', {}],
  ['a name of two letters', 'Files', { tableName: 'ab' }],
  ['a blank in the name', 'Files', { tableName: 'a b/c' }],
  ['a name of 256 letters', 'Files', { tableName: 'x'.repeat(256) }],
])('fails on %s', (_, id, props) => {
  const failure = failureOf(() => new ReplicatedTable(plainStack(), id, { ...KEY, ...props }));
  expect(failure.codes).toEqual(['TableNameInvalid']);
  expect(failure.message).toContain('3 to 255 letters');
});

test('RETAIN_ON_UPDATE_OR_DELETE keeps the table too', () => {
  const { app } = inService({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
  const messages = app.synth().stacks.flatMap(stack => stack.messages.map(({ entry }) => String(entry.data)));
  expect(messages.join()).not.toContain('removalPolicy');
});

test('a standby that nobody reads takes the reads of a failover at once where it is told to', () => {
  const { primary } = inService({ warmThroughput: { readUnitsPerSecond: 20_000, writeUnitsPerSecond: 5_000 } });
  Template.fromStack(primary).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    WarmThroughput: { ReadUnitsPerSecond: 20_000, WriteUnitsPerSecond: 5_000 },
  });
});

test.each([
  ['active/active regions', Regions.activeActive('us-east-2', 'us-west-2'), undefined, 1],
  [
    'active/active regions where that is right',
    Regions.activeActive('us-east-2', 'us-west-2'),
    Conflicts.accepted(),
    0,
  ],
  ['one region that answers', Regions.activePassive('us-east-2', 'us-west-2'), undefined, 0],
])('of writes to one item in two regions, %s are warned', (_what, regions, conflicts, times) => {
  const service = new ResilientService(new App(), 'Intake', { regions });
  new ReplicatedTable(service, 'Files', { ...KEY, conflicts });
  const messages = (service.node.root as App).synth().stacks.flatMap(stack => stack.messages);
  expect(messages.filter(({ entry }) => String(entry.data).includes('conflictingWrites'))).toHaveLength(times);
});
