import { type App, CfnWaitConditionHandle, NestedStack, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ReplicatedBucket, ReplicatedTable } from '../../lib';
import { failureOf } from '../support/failure';
import { KEY, refusalsOf, service, stack, warningsOf } from './support';

/** A service of which one stack holds this many resources, in two features. */
function serviceWith(resources: number, context: Record<string, unknown> = {}) {
  const made = service();
  for (const [name, value] of Object.entries(context)) made.primary.node.setContext(name, value);
  const features = ['Api', 'Ingest'].map(id => new Construct(made.primary, id));
  for (let i = 0; i < resources; i++) new CfnWaitConditionHandle(features[i < 300 ? 0 : 1], `R${i}`);
  return made;
}

describe('resources of a regional stack', () => {
  test('fails above 500, with their number by feature, before templates are made', () => {
    const made = serviceWith(501);

    expect(() => (made.node.root as App).synth()).toThrow(
      /\[ResourcesTooMany\] stack "Intake\/us-east-1" has 501 resources and CloudFormation takes 500: Api 300, Ingest 201;/,
    );
  });

  test('warns from 400 on', () => {
    expect(warningsOf(serviceWith(400).primary)).toContain('manyResources');
  });

  test.each([
    ['399', serviceWith(399)],
    ['501 where the account has another limit', serviceWith(501, { '@aws-cdk/core:stackResourceLimit': 0 })],
  ])('says nothing at %s', (_, made) => {
    expect(refusalsOf(made.primary)).toEqual([]);
    expect(warningsOf(made.primary)).not.toContain('manyResources');
  });

  test('does not count those of a nested stack', () => {
    const made = serviceWith(0);
    const elsewhere = new NestedStack(made.primary, 'Elsewhere');
    for (let i = 0; i < 501; i++) new CfnWaitConditionHandle(elsewhere, `R${i}`);

    expect(refusalsOf(made.primary)).toEqual([]);
  });
});

test('fails on a metric of the replication of a bucket that has none', () => {
  const alone = new ReplicatedBucket(stack(), 'Uploads');

  expect(failureOf(() => alone.metricFailedReplications('us-east-1')).codes).toEqual(['BucketPeerMissing']);
});

test('fails on a table that is used from a region without it', () => {
  const files = new ReplicatedTable(stack(), 'Files', { partitionKey: KEY });
  const far = new Stack(files.node.root as App, 'Far', { env: { region: 'eu-west-1' } });

  expect(failureOf(() => files.inRegion(far)).codes).toEqual(['ReplicaMissing']);
});
