import { ruleCase } from '../support/rule-case';
import { arn, queue, resource, stack, subscription, topic } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Topic: topic,
      Subscription: subscription,
      Key: resource('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: [{ Effect: 'Allow', Action: 'kms:*', Principal: { Service: 'sns.amazonaws.com' }, Resource: '*' }],
        },
      }),
      Queue: queue({ KmsMasterKeyId: bad ? 'alias/aws/sqs' : arn('Key') }),
    }),
  ),
];
