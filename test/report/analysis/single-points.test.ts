import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { Health, Regions, ResilientService } from '../../../lib';
import { buildReport } from '../../../lib/report/build-report';
import { AppModel } from '../../../lib/assembly/app-model';
import { someFunction } from '../../support/two-regions';
import { bucket, globalTable, twoRegions, type TwoRegions } from '../support/two-regions';

const pointsOf = (options: TwoRegions) => buildReport(twoRegions(options)).services[0].singlePointsOfFailure;

test('a good app of plain resources has none', () => {
  const points = pointsOf({
    environment: { TABLE: 'Files', QUEUE: { Ref: 'Queue' } },
    both: { Queue: { Type: 'AWS::SQS::Queue' } },
    primary: { Files: globalTable('Files') },
  });
  expect(points).toEqual([]);
});

test('a queue that only the primary has is one, with its construct path', () => {
  const points = pointsOf({
    environment: { QUEUE: { Ref: 'Queue' } },
    primary: { Queue: { Type: 'AWS::SQS::Queue' } },
  });
  expect(points).toEqual([
    {
      path: 'App/us-east-1/Queue',
      type: 'AWS::SQS::Queue',
      region: 'us-east-1',
      why: 'it exists in us-east-1 only: us-west-2 has no counterpart',
    },
  ]);
});

test('what the function may use by its role counts as used', () => {
  const Policy = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }] },
    },
  };
  const [point] = pointsOf({ primary: { Policy, Queue: { Type: 'AWS::SQS::Queue' } } });
  expect(point.path).toBe('App/us-east-1/Queue');
});

test('what nothing of the service uses is none', () => {
  expect(pointsOf({ primary: { Queue: { Type: 'AWS::SQS::Queue' } } })).toEqual([]);
});

test('a table in both regions without replication is one in each: the data differ', () => {
  const Table = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'Files' } };
  const points = pointsOf({ environment: { TABLE: 'Files' }, both: { Table } });
  expect(points.map(({ path, why }) => [path, why])).toEqual([
    ['App/us-east-1/Table', 'its data is in us-east-1 only'],
    ['App/us-west-2/Table', 'its data is in us-west-2 only'],
  ]);
});

test('a standby that uses the queue of the primary region depends on it, although it has its own', () => {
  const arn = 'arn:aws:sqs:us-east-1:111122223333:jobs';
  const points = pointsOf({
    environment: { QUEUE: arn },
    both: { Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } } },
  });
  expect(points).toEqual([
    expect.objectContaining({
      path: 'App/us-east-1/Jobs',
      why: 'us-west-2 uses it, and it lives in us-east-1 only',
    }),
  ]);
});

describe('a bucket that is replicated', () => {
  const buckets = {
    primary: { Data: bucket('files-us-east-1', 'files-us-west-2') },
    standby: { Data: bucket('files-us-west-2', 'files-us-east-1') },
  };

  test('is none where each region uses its own', () => {
    expect(pointsOf({ environment: { BUCKET: { 'Fn::Sub': 'files-${AWS::Region}' } }, ...buckets })).toEqual([]);
  });

  test('is one where the standby uses the bucket of the primary region', () => {
    expect(pointsOf({ environment: { BUCKET: 'files-us-east-1' }, ...buckets })).toEqual([
      expect.objectContaining({
        path: 'App/us-east-1/Data',
        why: 'us-west-2 uses it, and it lives in us-east-1 only',
      }),
    ]);
  });
});

test('a service in one region is one as a whole', () => {
  const Handler = { Type: 'AWS::Lambda::Function' };
  const model = new AppModel([{ id: 'App', path: 'App', region: 'eu-west-1', template: { Resources: { Handler } } }]);
  const [service] = buildReport(model).services;
  expect(service.name).toBeNull();
  expect(service.singlePointsOfFailure).toEqual([
    expect.objectContaining({ why: 'the service runs in eu-west-1 only, and is lost with it' }),
  ]);
});

test('an app without any service has an empty report', () => {
  const model = new AppModel([{ id: 'App', path: 'App', region: 'eu-west-1', template: { Resources: {} } }]);
  expect(buildReport(model)).toEqual({
    schemaVersion: 2,
    regions: ['eu-west-1'],
    services: [],
    data: [],
    backups: [],
    met: true,
  });
});

test('each side lists the data that its own region holds', () => {
  const { sides } = buildReport(
    twoRegions({
      environment: { TABLE: 'Files', BUCKET: { 'Fn::Sub': 'files-${AWS::Region}' }, ORDERS: 'Orders' },
      primary: {
        Files: globalTable('Files'),
        Data: bucket('files-us-east-1', 'files-us-west-2'),
        Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'Orders' } },
      },
      standby: { Data: bucket('files-us-west-2', 'files-us-east-1') },
    }),
  ).services[0];
  expect(sides[0].data.sort()).toEqual(['App/us-east-1/Data', 'App/us-east-1/Files', 'App/us-east-1/Orders']);
  expect(sides[1].data.sort()).toEqual(['App/us-east-1/Files', 'App/us-west-2/Data']);
});

test('a stack that only the deployment places is one region, and needs nothing of another', () => {
  const Handler = {
    Type: 'AWS::Lambda::Function',
    Properties: { Environment: { Variables: { QUEUE: { Ref: 'Queue' } } } },
  };
  const Resources = { Handler, Queue: { Type: 'AWS::SQS::Queue' } };
  const [service] = buildReport(new AppModel([{ id: 'App', path: 'App', template: { Resources } }])).services;
  expect(service.sides).toEqual([expect.objectContaining({ region: 'unknown region', functions: ['App/Handler'] })]);
  expect(service.singlePointsOfFailure).toHaveLength(1);
});

describe('a function whose errors nobody hears', () => {
  /** What the report of a service says of its functions. */
  const unheard = (health: Health): [string, string][] => {
    const service = new ResilientService(new App(), 'Intake', {
      regions: Regions.activePassive('eu-central-1', 'eu-west-1'),
      domain: { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
    });
    for (const stack of service.regionalStacks) service.exposeHttp(stack, someFunction(stack), { health });
    const model = new AppModel(
      service.regionalStacks.map(stack => ({
        id: stack.stackName,
        path: stack.node.path,
        region: stack.region,
        template: Template.fromStack(stack).toJSON(),
      })),
    );
    const [{ singlePointsOfFailure }] = buildReport(model).services;
    return singlePointsOfFailure
      .filter(({ why }) => why.includes('moves no traffic'))
      .map(({ path, why }) => [path, why]);
  };

  test('is one, in each region, where the health route does not call it', () => {
    const points = unheard(Health.deep({ routes: [] }));

    expect(points.map(([path]) => path)).toEqual([
      expect.stringMatching(/^Intake\/eu-central-1\/Handler/),
      expect.stringMatching(/^Intake\/eu-west-1\/Handler/),
    ]);
    expect(points[0][1]).toMatch(/^an error of it moves no traffic: "Intake\/eu-central-1\/EndpointHealth\w*" answers/);
  });

  test('is none where it does', () => {
    expect(unheard(Health.deep())).toEqual([]);
  });
});
