import { ruleCase } from '../support/rule-case';
import { bucket, ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Files: bucket(bad ? { VersioningConfiguration: undefined } : {}) })),
  ruleCase(
    bad =>
      stack({
        Files: bucket({ VersioningConfiguration: undefined }),
        ...(bad
          ? {}
          : {
              Release: resource('AWS::CodePipeline::Pipeline', {
                ArtifactStore: { Type: 'S3', Location: ref('Files') },
              }),
            }),
      }),
    'a bucket that a pipeline passes its artifacts through',
  ),
];
