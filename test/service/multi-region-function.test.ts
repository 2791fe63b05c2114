import { App, Size, Stack } from 'aws-cdk-lib/core';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import {
  MultiRegionFunction,
  type RegionalStack,
  RegionIndependence,
  Regions,
  type MultiRegionFunctionProps,
} from '../../lib';
import { failureOf } from '../support/failure';

const code = Code.fromInline('exports.handler = async () => ({ statusCode: 200 });');
const bare: MultiRegionFunctionProps = {
  regions: Regions.activePassive('us-east-1', 'us-west-2'),
  function: { code, handler: 'index.handler' },
};
const full: MultiRegionFunctionProps = {
  ...bare,
  domain: { name: 'hello.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
  table: { partitionKey: { name: 'name', type: AttributeType.STRING } },
  uploads: { maxObjectSize: Size.mebibytes(1), onFailure: { code, handler: 'index.handler' } },
};

function templatesOf(props: MultiRegionFunctionProps): {
  primary: Template;
  standby: Template;
  service: MultiRegionFunction;
} {
  const service = new MultiRegionFunction(new App(), 'Hello', props);
  return { service, primary: Template.fromStack(service.primary), standby: Template.fromStack(service.standby) };
}

test('with a function alone, each region has the function behind an endpoint and no data', () => {
  const { primary, standby } = templatesOf(bare);

  for (const template of [primary, standby]) {
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('AWS::Backup::BackupPlan', 0);
  }
});

test('routes and limits of the API are those that were given, in each region', () => {
  const { primary, standby } = templatesOf({ ...bare, http: { routes: ['GET /hello'], rateLimit: 7 } });

  for (const template of [primary, standby]) {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /hello' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { DefaultRouteSettings: { ThrottlingRateLimit: 7 } });
    expect(Object.keys(template.findResources('AWS::ApiGatewayV2::Route'))).toHaveLength(2);
  }
});

test('the table lives in the primary with a replica in the standby, and both functions find it by the same name', () => {
  const { primary, standby } = templatesOf(full);

  primary.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: 'Hello-Table',
    Replicas: Match.arrayWith([Match.objectLike({ Region: 'us-west-2' })]),
  });
  standby.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
  standby.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ TABLE_NAME: 'Hello-Table' }) },
  });
});

test('each region has its bucket, and its uploads are recorded under the partition key of the table', () => {
  const { primary, standby } = templatesOf(full);

  for (const template of [primary, standby]) {
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ source: ['aws.s3'], 'detail-type': ['Object Created'] }),
    });
  }
});

test('what the backup plan selects is the table and the bucket', () => {
  const { service, primary } = templatesOf(full);

  expect(service.backup).toBeDefined();
  primary.resourceCountIs('AWS::Backup::BackupSelection', 1);
});

test('the variables that the user gives win over the names of table and bucket', () => {
  const { standby } = templatesOf({ ...full, function: { ...full.function, environment: { TABLE_NAME: 'mine' } } });

  standby.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ TABLE_NAME: 'mine' }) },
  });
});

test('the function of a region can be reached', () => {
  const { service } = templatesOf(bare);

  expect(service.inRegion(service.standby).aliasName).toBe('live');
});

test('no region needs another', () => {
  const app = new App();
  new MultiRegionFunction(app, 'Hello', full);

  expect(RegionIndependence.check(app.synth())).toEqual([]);
});

test('the logical ids of what holds data are these: a change loses data or an address', () => {
  const { primary, standby } = templatesOf(full);
  const stateful = [
    'AWS::DynamoDB::GlobalTable',
    'AWS::S3::Bucket',
    'AWS::Backup::BackupVault',
    'AWS::SQS::Queue',
    'AWS::ApiGatewayV2::Api',
  ];
  const ids = (template: Template) => stateful.flatMap(type => Object.keys(template.findResources(type))).sort();

  expect({ primary: ids(primary), standby: ids(standby) }).toMatchSnapshot();
});

test('a region has what differs there, and the others what they have in common', () => {
  const environment = { TIER: 'all', SHARED: 'yes' };
  const { primary, standby } = templatesOf({
    ...bare,
    function: { ...bare.function, memorySize: 256, environment },
    http: { rateLimit: 7 },
    perRegion: { 'us-west-2': { memorySize: 1024, environment: { TIER: 'west' }, rateLimit: 9 } },
  });
  for (const [template, MemorySize, TIER, limit] of [
    [primary, 256, 'all', 7],
    [standby, 1024, 'west', 9],
  ] as const) {
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize,
      Environment: { Variables: Match.objectLike({ TIER, SHARED: 'yes' }) },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: limit },
    });
  }
});

test('fails on an override of a region that the service has not, or of what cannot differ', () => {
  const failure = failureOf(() =>
    templatesOf({
      ...bare,
      perRegion: { 'us-west-1': { memorySize: 1024 }, 'us-west-2': { entry: 'a.ts' } as object },
    }),
  );
  expect(failure.codes).toEqual(['OverrideRegionUnknown', 'PropUnknown']);
  expect(failure.message).toContain('did you mean "us-west-2"');
});

test('fails where uploads have no table to be recorded in', () => {
  expect(() => templatesOf({ ...bare, uploads: {} })).toThrow(/\[UploadsTableMissing\].*give "table" too/);
});

test('fails for the function of a stack that is not of the service', () => {
  const { service } = templatesOf(bare);
  const foreign = new Stack(new App(), 'Foreign', { env: { region: 'eu-west-1' } }) as RegionalStack;

  expect(() => service.inRegion(foreign)).toThrow(/\[StackOfOtherService\].*"Foreign"/);
});
