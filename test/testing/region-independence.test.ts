import { CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib/core';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { RegionIndependence } from '../../lib/testing';
import { failureOf } from '../support/failure';
import { twoRegions } from '../support/two-regions';

const holding = (stack: Stack, properties: Record<string, unknown>, type = 'AWS::SNS::Topic') =>
  new CfnResource(stack, 'Thing', { type, properties });

test('regions that only know each other by name are independent', () => {
  const { app, primary, standby } = twoRegions();
  holding(primary, { TopicName: 'files' });
  holding(standby, { TopicName: 'files' });
  expect(RegionIndependence.check(app.synth())).toEqual([]);
  expect(() => RegionIndependence.require(app.synth())).not.toThrow();
});

test.each([
  ['an import of an export', { Name: Fn.importValue('exported') }, 'AWS::SNS::Topic', 'Fn::ImportValue'],
  [
    'a weak reference',
    { Name: { 'Fn::GetStackOutput': { Region: 'us-east-1' } } },
    'AWS::SNS::Topic',
    'GetStackOutput',
  ],
  ['a reader of exports', {}, 'Custom::CrossRegionExportReader', 'custom resource that carries exports'],
  [
    'a parameter of another region',
    { Name: '{{resolve:ssm:arn:aws:ssm:us-east-1:111111111111:parameter/name}}' },
    'AWS::SNS::Topic',
    'an SSM parameter of us-east-1',
  ],
])('%s is found', (_, properties, type, fragment) => {
  const { app, standby } = twoRegions();
  holding(standby, properties, type);
  expect(RegionIndependence.check(app.synth())).toEqual([expect.stringContaining(fragment)]);
});

test('a parameter of the own region is no tie', () => {
  const { app, standby } = twoRegions();
  new CfnParameter(standby, 'Ami', { type: 'AWS::SSM::Parameter::Value<String>', default: '/ami' });
  holding(standby, { Name: 'arn:aws:ssm:us-west-2:111111111111:parameter/name' });
  expect(RegionIndependence.check(app.synth())).toEqual([]);
});

test('a dependency of the standby on the primary is found', () => {
  const { app, primary, standby } = twoRegions();
  holding(primary, {});
  holding(standby, {});
  standby.addStackDependency(primary);
  expect(RegionIndependence.check(app.synth())).toEqual([
    expect.stringContaining('"Intake/us-west-2" in us-west-2 depends on stack "Intake/us-east-1" in us-east-1'),
  ]);
});

test('fails on a reference from one region to another', () => {
  const { app, primary } = twoRegions();
  const bucket = new Bucket(primary, 'Bucket');
  const other = new Stack(app, 'Other', { env: { region: 'eu-west-1' }, crossRegionReferences: true });
  holding(other, { Name: bucket.bucketName });
  const failure = failureOf(() => RegionIndependence.require(app.synth()));
  expect(failure.codes).toContain('ReferenceOfOtherRegion');
  expect(failure.message).toContain('depends on stack');
});
