import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { App, Stack, Stage, type Environment } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { CrossRegionBackup, ReplicatedBucket, ReplicatedTable } from '../../lib/data';
import { failureOf } from '../support/failure';

const KEY = { partitionKey: { name: 'key', type: AttributeType.STRING } };
const EAST: Environment = { region: 'us-east-1' };

const table = (scope: Construct, id = 'Files') => new ReplicatedTable(scope, id, { ...KEY, replicaRegions: [] });
const bucket = (scope: Construct, id = 'Uploads') => new ReplicatedBucket(scope, id, {});
const backup = (scope: Construct) =>
  new CrossRegionBackup(scope, 'Backup', { resources: [table(scope, scope.node.id)], copyToRegion: 'us-west-2' });

test.each<[string, (scope: Construct) => unknown, string, string]>([
  ['a table', table, '"Files"', 'give one of them another "tableName"'],
  ['a bucket', bucket, 'uploads-', 'give one of them another id'],
  ['a backup vault', backup, '"Backup"', 'give one of them another "vaultName"'],
])('fails on %s of the name that another stack gives', (_, create, name, fix) => {
  const app = new App();
  const [dev, prod] = ['Dev', 'Prod'].map(id => new Stack(app, id, { env: EAST }));
  create(dev);
  const failure = failureOf(() => create(prod));

  expect(failure.codes).toEqual(['NameRepeated']);
  expect(failure.path).toMatch(/^Prod\//);
  expect(failure.message).toContain(name);
  expect(failure.message).toContain('is made by "Dev/');
  expect(failure.message).toContain(fix);
});

test('fails on ids that become one name', () => {
  const stack = new Stack(new App(), 'Shop', { env: EAST });
  bucket(stack, 'up loads');
  expect(failureOf(() => bucket(stack, 'UP-LOADS')).codes).toEqual(['NameRepeated']);
});

test('fails on a table where the replica of another one is', () => {
  const app = new App();
  const west = new Stack(app, 'West', { env: { region: 'us-west-2' } });
  const east = new Stack(app, 'East', { env: EAST });
  new ReplicatedTable(east, 'Files', { ...KEY, replicaRegions: ['us-west-2'] });
  expect(failureOf(() => table(west)).message).toContain('of us-west-2 is made by "East/Files"');
});

test.each<[string, (app: App) => Construct[]]>([
  ['stages', app => ['Dev', 'Prod'].map(id => new Stack(new Stage(app, id), 'Shop', { env: EAST }))],
  ['regions', app => ['us-east-1', 'us-west-2'].map(region => new Stack(app, region, { env: { region } }))],
  [
    'accounts',
    app =>
      ['111122223333', '444455556666'].map(account => new Stack(app, `A${account}`, { env: { ...EAST, account } })),
  ],
])('two %s may have the same names', (_, stacks) => {
  const [one, other] = stacks(new App());
  table(one);
  bucket(one);
  expect(() => [table(other), bucket(other)]).not.toThrow();
});
