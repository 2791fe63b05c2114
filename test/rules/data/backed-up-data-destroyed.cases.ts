import { ruleCase } from '../support/rule-case';
import { arn, plan, resource, retained, selection, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Files: resource(
        'AWS::S3::Bucket',
        { VersioningConfiguration: { Status: 'Enabled' } },
        bad ? { DeletionPolicy: 'Delete' } : retained,
      ),
      Plan: plan(),
      Selection: selection([arn('Files')]),
    }),
  ),
];
