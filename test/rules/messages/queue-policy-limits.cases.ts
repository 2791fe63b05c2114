import { sub } from '../support/intrinsics';
import { ruleCase } from '../support/rule-case';
import { queue, ref, resource, stack } from '../support/templates';

const allow = (sources: unknown) => ({
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Principal: { Service: 'sns.amazonaws.com' },
  Resource: '*',
  Condition: { ArnEquals: { 'aws:SourceArn': sources } },
});
const topics = (count: number) =>
  Array.from({ length: count }, (_, index) => sub(`arn:aws:sns:\${AWS::Region}:111111111111:topic-${index}`));
const withPolicy = (Statement: unknown[]) =>
  stack({
    Dead: queue(),
    Policy: resource('AWS::SQS::QueuePolicy', { Queues: [ref('Dead')], PolicyDocument: { Statement } }),
  });

export const cases = [
  ruleCase(bad => withPolicy(bad ? topics(21).map(allow) : [allow(topics(21))])),
  ruleCase(bad => withPolicy([allow(topics(bad ? 300 : 100))]), 'a policy of many bytes'),
];
