import { Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { App, Stack } from 'aws-cdk-lib/core';
import { MultiRegionFunction, Regions, ReplicatedBucket, ReplicatedTable } from '../../lib';
import { assertRegionIndependence } from '../support/assertions';
import { CODE } from '../conventions/support';
import { someFunction, twoRegions } from '../support/two-regions';

const keyOf = (region: string) => `arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const encryptionKeyArns = { 'us-east-1': keyOf('us-east-1'), 'us-west-2': keyOf('us-west-2') };
const PEERS = [
  ['us-east-1', 'us-west-2'],
  ['us-west-2', 'us-east-1'],
] as const;

function encryptedBucket() {
  const regions = twoRegions();
  const bucket = new ReplicatedBucket(regions.service, 'Uploads', { encryptionKeyArns });
  return {
    ...regions,
    bucket,
    stackIn: (name: string) => [regions.primary, regions.standby].find(s => s.region === name)!,
  };
}

function encryptedTable() {
  const regions = twoRegions();
  const partitionKey = { name: 'key', type: AttributeType.STRING };
  return { ...regions, table: new ReplicatedTable(regions.service, 'Files', { partitionKey, encryptionKeyArns }) };
}

test.each(PEERS)('the bucket of %s is encrypted with the key of its region', here => {
  Template.fromStack(encryptedBucket().stackIn(here)).hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyOf(here) },
        },
      ],
    },
  });
});

test.each(PEERS)('objects of %s arrive in %s under the key of that region', (here, there) => {
  const input = new Capture();
  Template.fromStack(encryptedBucket().stackIn(here)).hasResourceProperties('AWS::Events::Rule', {
    Targets: [{ Input: input }],
  });
  const request = JSON.stringify(input.asObject()).replaceAll('\\"', '"');

  expect(request).toContain('"SseKmsEncryptedObjects":{"Status":"Enabled"}');
  expect(request).toContain(`"EncryptionConfiguration":{"ReplicaKmsKeyID":"${keyOf(there)}"}`);
});

test.each(PEERS)('S3 may read with the key of %s and write with that of %s, for these buckets only', (here, there) => {
  const through = (region: string, ...arn: unknown[]) => ({
    StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`s3.${region}.`, { Ref: 'AWS::URLSuffix' }]] } },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': arn },
  });
  const own = { 'Fn::GetAtt': [Match.stringLikeRegexp('^UploadsBucket'), 'Arn'] };
  const other = { 'Fn::Join': ['', Match.arrayWith([`-${there}`])] };
  Template.fromStack(encryptedBucket().stackIn(here)).hasResourceProperties('AWS::IAM::Role', {
    Policies: [
      {
        PolicyDocument: {
          Statement: Match.arrayWith([
            {
              Effect: 'Allow',
              Action: 'kms:Decrypt',
              Resource: keyOf(here),
              Condition: through(here, own, { 'Fn::Join': ['', [own, '/*']] }),
            },
            {
              Effect: 'Allow',
              Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'],
              Resource: keyOf(there),
              Condition: through(there, other, { 'Fn::Join': ['', Match.arrayWith([`-${there}/*`])] }),
            },
          ]),
        },
      },
    ],
  });
});

test('each replica of the table is encrypted with the key of its region', () => {
  Template.fromStack(encryptedTable().primary).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    Replicas: Match.arrayWith(
      ['us-west-2', 'us-east-1'].map(region =>
        Match.objectLike({ Region: region, SSESpecification: { KMSMasterKeyId: keyOf(region) } }),
      ),
    ),
  });
});

test('what is granted on either, in either region, is granted on the key of that region', () => {
  const { table, primary, standby } = encryptedTable();
  for (const stack of [primary, standby]) table.inRegion(stack).grantReadData(someFunction(stack));
  for (const stack of [primary, standby]) {
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['kms:Decrypt']), Resource: keyOf(stack.region) }),
        ]),
      },
    });
  }
});

test('another stack of a region finds the bucket with its key', () => {
  const { app, bucket } = encryptedBucket();
  const other = new Stack(app, 'Other', { env: { region: 'us-west-2' } });

  expect(bucket.inRegion(other).encryptionKey?.keyArn).toBe(keyOf('us-west-2'));
});

test('the pattern may use both keys, by actions in full', () => {
  const app = new App();
  const pattern = new MultiRegionFunction(app, 'Hello', {
    regions: Regions.activePassive('us-east-1', 'us-west-2'),
    function: CODE,
    table: { partitionKey: { name: 'key', type: AttributeType.STRING }, encryptionKeyArns },
    uploads: { encryptionKeyArns },
  });
  const policies = pattern.regionalStacks.map(stack =>
    JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy')),
  );

  for (const [index, { region }] of pattern.regionalStacks.entries()) {
    expect(policies[index]).toContain(`"Resource":"${keyOf(region)}"`);
    expect(policies[index]).not.toMatch(/kms:\w+\*/);
  }
});

test('no region needs the other to deploy', () => {
  const { app, bucket, primary, standby } = encryptedBucket();
  for (const stack of [primary, standby]) bucket.inRegion(stack).grantReadWrite(someFunction(stack));

  assertRegionIndependence(app.synth());
  assertRegionIndependence(encryptedTable().app.synth());
});
