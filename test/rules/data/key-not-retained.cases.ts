import { ruleCase } from '../support/rule-case';
import { arn, bucket, ref, resource, retained, stack, table } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Key: resource('AWS::KMS::Key', {}, bad ? {} : retained),
      Table: table({ SSESpecification: { KMSMasterKeyId: ref('Key') } }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Key: resource('AWS::KMS::Key'),
        Files: bucket({
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: arn('Key') } }],
          },
        }),
        Pipeline: resource('AWS::CodePipeline::Pipeline', {
          ArtifactStore: { Location: ref(bad ? 'Other' : 'Files') },
        }),
        Other: bucket(),
      }),
    'good where the bucket has artifacts of a pipeline only',
  ),
];
