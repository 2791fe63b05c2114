import { ruleCase } from '../support/rule-case';
import { bucket, resource, stack } from '../support/templates';
import { website } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Files: bucket(),
      Policy: resource('AWS::S3::BucketPolicy', {
        Bucket: { Ref: 'Files' },
        PolicyDocument: {
          Statement: [
            {
              Effect: bad ? 'Allow' : 'Deny',
              Principal: '*',
              Action: 's3:*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      }),
    }),
  ),
  ruleCase(bad => stack({ Site: bucket(bad ? {} : website) }), 'a website, which speaks HTTP only'),
];
