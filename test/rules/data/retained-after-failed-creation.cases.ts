import { sub } from '../support/intrinsics';
import { ruleCase } from '../support/rule-case';
import { resource, retained, stack } from '../support/templates';

const always = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

export const cases = [
  ruleCase(bad => stack({ Files: resource('AWS::S3::Bucket', { BucketName: 'files-east' }, bad ? always : retained) })),
  ruleCase(
    bad =>
      stack({
        Logs: resource(
          'AWS::Logs::LogGroup',
          { LogGroupName: bad ? sub('/orders/${AWS::Region}') : undefined },
          { DeletionPolicy: 'Retain' },
        ),
      }),
    'good where CloudFormation chooses the name',
  ),
  ruleCase(
    bad =>
      stack({
        Orders: resource('AWS::DynamoDB::Table', { TableName: 'orders', DeletionProtectionEnabled: !bad }, always),
      }),
    'good where the table refuses to be deleted anyway',
  ),
];
