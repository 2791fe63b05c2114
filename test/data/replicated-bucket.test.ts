import { Annotations, Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { EventType } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ReplicatedBucket, Replication, type ReplicatedBucketProps } from '../../lib/data';
import { Regions } from '../../lib/regions';
import { ResilientService } from '../../lib/service';
import { assertRegionIndependence } from '../support/assertions';
import { failureOf } from '../support/failure';
import { plainStack, someFunction, twoRegions } from '../support/two-regions';

const nameIn = (region: string) => ({ 'Fn::Join': ['', ['intake-uploads-', { Ref: 'AWS::AccountId' }, `-${region}`]] });

function inService(props?: ReplicatedBucketProps) {
  const regions = twoRegions();
  return { ...regions, bucket: new ReplicatedBucket(regions.service, 'Uploads', props) };
}

/** What the keeper of a stack is told to put on the bucket. */
function keptReplication(stack: Stack): Record<string, unknown> {
  const input = new Capture();
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { Targets: [{ Input: input }] });
  const [, parts] = input.asObject()['Fn::Join'] as [string, (string | object)[]];
  return JSON.parse(parts.map(part => (typeof part === 'string' ? part : '<ref>')).join(''));
}

test('each region has a bucket, with the region in its name', () => {
  const { primary, standby } = inService();
  for (const stack of [primary, standby]) {
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { BucketName: nameIn(stack.region) });
  }
});

test('a replication that is stopped is taken off in each region, without role and alarms', () => {
  const { primary, standby, bucket } = inService({ replication: Replication.stopped() });
  expect(bucket.alarms).toEqual([]);
  for (const stack of [primary, standby]) {
    expect(keptReplication(stack)).toEqual({ Bucket: expect.any(String), EndedRules: ['TwoWay'] });
    const template = Template.fromStack(stack);
    const buckets = Object.keys(template.findResources('AWS::S3::Bucket'));
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
            Resource: { 'Fn::GetAtt': [buckets[0], 'Arn'] },
          }),
        ]),
      },
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('ReplicationRole');
  }
});

test('the name has the account written out where the service knows it: CloudFormation adopts a bucket by such a name only', () => {
  const service = new ResilientService(new App(), 'Intake', {
    regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
    account: '111111111111',
  });
  new ReplicatedBucket(service, 'Uploads');
  for (const stack of service.regionalStacks) {
    const BucketName = `intake-uploads-111111111111-${stack.region}`;
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { BucketName });
  }
});

test('its events go on reaching EventBridge when something else is notified as well', () => {
  const { primary, bucket } = inService();
  bucket
    .inRegion(primary)
    .addEventNotification(EventType.OBJECT_REMOVED, new SqsDestination(new Queue(primary, 'Told')));
  Template.fromStack(primary).hasResourceProperties('Custom::S3BucketNotifications', {
    NotificationConfiguration: { EventBridgeConfiguration: {}, QueueConfigurations: [Match.anyValue()] },
  });
});

test('each bucket keeps versions, is encrypted and closed to the public, and outlives its stack', () => {
  const { primary, standby } = inService();
  for (const stack of [primary, standby]) {
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        LifecycleConfiguration: {
          Rules: [
            Match.objectLike({
              Status: 'Enabled',
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            }),
          ],
        },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  }
});

test('nothing is taken over plain HTTP or an old TLS', () => {
  Template.fromStack(inService().primary).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
      ]),
    },
  });
});

test('changes are told to EventBridge by the native property, without a custom resource', () => {
  const template = Template.fromStack(inService().primary);
  template.hasResourceProperties('AWS::S3::Bucket', {
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  });
  template.resourceCountIs('Custom::S3BucketNotifications', 0);
});

test('no bucket is created with a replication, which would need the other one first', () => {
  Template.fromStack(inService().primary).hasResourceProperties('AWS::S3::Bucket', {
    ReplicationConfiguration: Match.absent(),
  });
});

test('each region keeps a replication to the other, with its time control and its metrics', () => {
  const { primary, standby } = inService();
  for (const [stack, peer] of [
    [primary, 'us-west-2'],
    [standby, 'us-east-1'],
  ] as const) {
    expect(keptReplication(stack)).toEqual({
      Bucket: '<ref>',
      ReplicationConfiguration: {
        Role: '<ref>',
        Rules: [
          {
            ID: 'TwoWay',
            Priority: 1,
            Status: 'Enabled',
            Filter: { Prefix: '' },
            SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } },
            DeleteMarkerReplication: { Status: 'Enabled' },
            Destination: {
              Bucket: `arn:<ref>:s3:::intake-uploads-<ref>-${peer}`,
              ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
              Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
            },
          },
        ],
      },
    });
  }
});

test('deletions can stay where they were made', () => {
  const { primary } = inService({ replication: Replication.twoWay({ deleteMarkers: false }) });
  expect(keptReplication(primary)).toMatchObject({
    ReplicationConfiguration: { Rules: [{ DeleteMarkerReplication: { Status: 'Disabled' } }] },
  });
});

test('the keeper runs every five minutes, for each bucket of its stack', () => {
  const { service, primary } = inService();
  new ReplicatedBucket(service, 'Reports');
  const template = Template.fromStack(primary);
  template.resourcePropertiesCountIs('AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)' }, 2);
  const keeper = Object.keys(
    template.findResources('AWS::Lambda::Function', { Properties: { Description: Match.stringLikeRegexp('two-way') } }),
  );
  expect(keeper).toHaveLength(1);
  template.resourcePropertiesCountIs(
    'AWS::Events::Rule',
    { Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [keeper[0], 'Arn'] } })] },
    2,
  );
});

test('the keeper may put a replication on its bucket and pass one role to S3, and nothing else', () => {
  Template.fromStack(inService().primary).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadsBucket'), 'Arn'] },
        },
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadsReplicationRole'), 'Arn'] },
          Condition: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
        },
      ],
    },
  });
});

test('S3 may read the own bucket and write the other, and nothing else', () => {
  const own = { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadsBucket'), 'Arn'] };
  const other = { 'Fn::Join': ['', Match.arrayWith(['-us-west-2/*'])] };
  Template.fromStack(inService().primary).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' } }],
    },
    Policies: [
      {
        PolicyDocument: {
          Statement: [
            Match.objectLike({ Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: own }),
            Match.objectLike({ Resource: { 'Fn::Join': ['', [own, '/*']] } }),
            Match.objectLike({
              Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
              Resource: other,
            }),
          ],
        },
      },
    ],
  });
});

test('the keeper has an alarm on errors and one on silence, in the standby too', () => {
  const template = Template.fromStack(inService().standby);
  for (const [metric, missing] of [
    ['Errors', 'notBreaching'],
    ['Invocations', 'breaching'],
  ]) {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: metric,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^ReplicationKeeper') } }],
      TreatMissingData: missing,
      AlarmActions: Match.anyValue(),
    });
  }
});

test('replication that fails is seen where it starts, and replication that is late where it arrives', () => {
  const template = Template.fromStack(inService().primary);
  const from = (region: string) => Match.arrayWith([{ Name: 'SourceBucket', Value: nameIn(region) }]);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'OperationsFailedReplication',
    Dimensions: from('us-east-1'),
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ReplicationLatency',
    Dimensions: from('us-west-2'),
    Threshold: 900,
  });
});

test('no region needs the other to deploy', () => {
  const { app, bucket, primary, standby } = inService();
  for (const stack of [primary, standby]) bucket.inRegion(stack).grantReadWrite(someFunction(stack));
  assertRegionIndependence(app.synth());
});

test('two ordinary stacks of one path replicate to each other', () => {
  const app = new App();
  const [here, there] = [
    ['eu-west-1', 'eu-north-1'],
    ['eu-north-1', 'eu-west-1'],
  ].map(([region, replicaRegion]) => {
    const stack = new Stack(app, region, { env: { account: '111111111111', region } });
    return { stack, bucket: new ReplicatedBucket(stack, 'Uploads', { replicaRegion }) };
  });
  expect(here.bucket.bucketNameIn('eu-north-1')).toBe('uploads-111111111111-eu-north-1');
  expect(there.bucket.bucketNameIn('eu-north-1')).toBe('uploads-111111111111-eu-north-1');
  Template.fromStack(there.stack).hasResourceProperties('AWS::S3::Bucket', {
    BucketName: 'uploads-111111111111-eu-north-1',
  });
});

test('another stack of a region finds its bucket by name', () => {
  const { app, bucket } = inService();
  const other = new Stack(app, 'Other', { env: { region: 'us-west-2' } });
  expect(other.resolve(bucket.inRegion(other).bucketName)).toEqual(nameIn('us-west-2'));
  expect(bucket.inRegion(other)).toBe(bucket.inRegion(other));
});

test.each<[string, ReplicatedBucketProps, string]>([
  ['no peer', {}, 'give "replicaRegion"'],
  ['no replication', { replicaRegion: 'eu-north-1', replication: Replication.none() }, 'use Replication.twoWay'],
  ['a stopped one', { replicaRegion: 'eu-north-1', replication: Replication.stopped() }, 'or Replication.none()'],
  ['a removal policy', { replicaRegion: 'eu-north-1', removalPolicy: RemovalPolicy.DESTROY }, 'leave the template'],
])('%s warns', (_, props, fragment) => {
  const stack = plainStack();
  new ReplicatedBucket(stack, 'Uploads', props);
  Annotations.fromStack(stack).hasWarning('/Plain/Uploads', Match.stringLikeRegexp(fragment));
});

test('without replication there is no keeper', () => {
  const { primary } = inService({ replication: Replication.none(), noncurrentVersionExpiration: Duration.days(1) });
  Template.fromStack(primary).resourceCountIs('AWS::Lambda::Function', 0);
});

describe('three regions', () => {
  const names = ['us-east-2', 'us-west-2', 'eu-west-1'];
  function inThree(props?: ReplicatedBucketProps) {
    const service = new ResilientService(new App(), 'Intake', { regions: Regions.activeActive(...names) });
    return { service, bucket: new ReplicatedBucket(service, 'Uploads', props) };
  }

  test('each bucket replicates to each of the others: S3 does not replicate a replica', () => {
    const { service } = inThree();
    for (const stack of service.regionalStacks) {
      const { Rules: rules } = keptReplication(stack).ReplicationConfiguration as {
        Rules: { ID: string; Priority: number; Destination: { Bucket: string } }[];
      };
      const others = names.filter(name => name !== stack.region);
      expect(rules.map(rule => rule.Destination.Bucket)).toEqual(
        others.map(other => `arn:<ref>:s3:::intake-uploads-<ref>-${other}`),
      );
      expect(rules.map(rule => rule.ID)).toEqual(['TwoWay', `To-${others[1]}`]);
      expect(rules.map(rule => rule.Priority)).toEqual([1, 2]);
    }
  });

  test('one role may write each of the others, under the key of each', () => {
    const keys = Object.fromEntries(names.map(name => [name, `arn:aws:kms:${name}:111122223333:key/k-${name}`]));
    const [first] = inThree({ encryptionKeyArns: keys }).service.regionalStacks;
    const to = (region: string) => ({ 'Fn::Join': ['', Match.arrayWith([`-${region}/*`])] });
    const encrypt = (region: string) =>
      Match.objectLike({ Action: Match.arrayWith(['kms:Encrypt']), Resource: keys[region] });
    Template.fromStack(first).hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
                Resource: [to('us-west-2'), to('eu-west-1')],
              }),
              encrypt('us-west-2'),
              encrypt('eu-west-1'),
            ]),
          },
        },
      ],
    });
  });

  test('every way is watched, where it starts and where it ends', () => {
    const { service, bucket } = inThree();
    expect(bucket.alarms).toHaveLength(12);
    const [first] = service.regionalStacks;
    for (const other of names.slice(1)) {
      const way = (from: string, to: string) =>
        Match.arrayWith([
          Match.objectLike({ Name: 'DestinationBucket', Value: nameIn(to) }),
          Match.objectLike({ Name: 'SourceBucket', Value: nameIn(from) }),
        ]);
      const template = Template.fromStack(first);
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'OperationsFailedReplication',
        Dimensions: way('us-east-2', other),
      });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'ReplicationLatency',
        Dimensions: way(other, 'us-east-2'),
      });
    }
  });

  test('the first pair keeps its rules and alarms when a third region joins', () => {
    const two = new ResilientService(new App(), 'Intake', { regions: Regions.activeActive(...names.slice(0, 2)) });
    new ReplicatedBucket(two, 'Uploads');
    const before = Template.fromStack(two.primary).findResources('AWS::CloudWatch::Alarm');
    const after = Template.fromStack(inThree().service.primary).findResources('AWS::CloudWatch::Alarm');
    expect(after).toMatchObject(before);
  });

  test('no region needs another to deploy', () => {
    assertRegionIndependence((inThree().service.node.root as App).synth());
  });

  test('four regions warn of the copies, three do not', () => {
    const warned = (all: string[]) => {
      const service = new ResilientService(new App(), 'Intake', { regions: Regions.activeActive(...all) });
      new ReplicatedBucket(service, 'Uploads');
      return (service.node.root as App)
        .synth()
        .stacks.flatMap(stack => stack.messages.map(({ entry }) => String(entry.data)))
        .filter(text => text.includes('bucketCopiedOften') && text.includes('stored 4 times, and sent 3 times'));
    };
    expect(warned(names)).toEqual([]);
    expect(warned([...names, 'eu-central-1'])).toHaveLength(1);
  });
});

test.each<[string, ReplicatedBucketProps, string, string]>([
  ['replication to itself', { replicaRegion: 'eu-west-1' }, 'ReplicaRegionRepeated', 'one outage takes both'],
  [
    'a replica region that is a token',
    { replicaRegion: Lazy.string({ produce: () => 'eu-north-1' }) },
    'ReplicaRegionUnresolved',
    'plain text',
  ],
  ['a misspelt prop', { replicaRegions: 'eu-north-1' } as object, 'PropUnknown', 'did you mean "replicaRegion"'],
])('fails on %s', (_, props, code, fragment) => {
  const failure = failureOf(() => new ReplicatedBucket(plainStack(), 'Uploads', props));
  expect(failure).toMatchObject({ codes: [code], path: 'Plain/Uploads' });
  expect(failure.message).toContain(fragment);
});

test('fails on a misspelt option of the replication', () => {
  const failure = failureOf(() => Replication.twoWay({ deleteMarker: true } as object));
  expect(failure).toMatchObject({ codes: ['PropUnknown'], path: 'Replication.twoWay' });
});

test('fails on a replica region below a service', () => {
  const failure = failureOf(() => inService({ replicaRegion: 'eu-west-1' }));
  expect(failure).toMatchObject({ codes: ['ReplicaRegionsConflict'], path: 'Intake/Uploads' });
});

test('fails on a region that has no bucket', () => {
  const failure = failureOf(() => inService().bucket.bucketNameIn('sa-east-1'));
  expect(failure).toMatchObject({ codes: ['ReplicaMissing'], path: 'Intake/Uploads' });
});

test('fails on a path that makes too long a name, and shows the name', () => {
  const failure = failureOf(() => new ReplicatedBucket(plainStack(), 'U'.repeat(60), { replicaRegion: 'eu-north-1' }));
  expect(failure.codes).toEqual(['NameTooLong']);
  expect(failure.message).toContain('-<account>-eu-west-1"');
});

test.each(['xn--up', 'sthree-up', 'amzn-s3-demo-up', '_up'])('fails on a name that S3 refuses: %s', id => {
  const failure = failureOf(() => new ReplicatedBucket(plainStack(), id, { replicaRegion: 'eu-central-1' }));
  expect(failure.codes).toEqual(['BucketNameInvalid']);
  expect(failure.message).toContain("change the ids on the construct's path");
});

test('a bucket that is not replicated any more tells how the old replication ends', () => {
  const { app } = inService({ replication: Replication.none() });
  const messages = app.synth().stacks.flatMap(stack => stack.messages.map(({ entry }) => String(entry.data)));
  expect(messages.join()).toContain('aws s3api delete-bucket-replication');
});
