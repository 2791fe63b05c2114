import { ruleCase } from '../support/rule-case';
import { queue, ref, resource, stack, subscription, topic } from '../support/templates';

const policy = resource('AWS::SQS::QueuePolicy', {
  Queues: [ref('Queue')],
  PolicyDocument: {
    Statement: {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'sns.amazonaws.com' },
      Resource: '*',
    },
  },
});

export const cases = [
  ruleCase(bad =>
    stack({ Topic: topic, Subscription: subscription, Queue: queue(), ...(bad ? {} : { Policy: policy }) }),
  ),
];
