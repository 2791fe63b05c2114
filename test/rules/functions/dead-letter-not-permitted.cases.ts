import { ruleCase } from '../support/rule-case';
import { arn, fn, queue, ref, resource, stack } from '../support/templates';
import { eventRule } from './parts';

const permission = (service: string) =>
  resource('AWS::SQS::QueuePolicy', {
    Queues: [ref('Failures')],
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { Service: service }, Resource: '*' }],
    },
  });

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Rule: eventRule(arn('Fn')),
      Policy: permission(bad ? 'sns.amazonaws.com' : 'events.amazonaws.com'),
    }),
  ),
];
