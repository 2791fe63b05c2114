import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stage } from 'aws-cdk-lib/core';
import { Regions, ReplicatedBucket, ReplicatedTable, ResilientService } from '../../../lib';
import { throwAway } from '../../../scripts/verify-aws/app/throw-away';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: { readonly Replicas?: readonly { readonly DeletionProtectionEnabled?: boolean }[] };
}

test('nothing in the stage is retained, and no replica is protected', () => {
  const stage = new Stage(new App(), 'VerifyAb12');
  const service = new ResilientService(stage, 'Intake', {
    regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
  });
  new ReplicatedTable(service, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
  new ReplicatedBucket(service, 'Uploads');
  throwAway(stage, 2);

  const resources = service.regionalStacks.flatMap(stack =>
    Object.values((Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> }).Resources),
  );

  expect(resources.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Delete')).toEqual([]);
  const replicas = resources.flatMap(({ Properties }) => Properties?.Replicas ?? []);
  expect(replicas.map(replica => replica.DeletionProtectionEnabled)).toEqual([false, false]);
});
