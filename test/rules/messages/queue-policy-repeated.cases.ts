import { ruleCase } from '../support/rule-case';
import { queue, ref, resource, stack } from '../support/templates';

const policyFor = (queues: unknown[], attributes = {}) =>
  resource(
    'AWS::SQS::QueuePolicy',
    {
      Queues: queues,
      PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 'sqs:*', Principal: '*', Resource: '*' }] },
    },
    attributes,
  );

export const cases = [
  ruleCase(bad =>
    stack({
      Dead: queue(),
      Other: queue(),
      TlsOnly: policyFor(bad ? [ref('Dead'), ref('Other')] : [ref('Other')]),
      Policy: policyFor([ref('Dead')]),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Dead: queue({ QueueName: 'dead' }),
        TlsOnly: policyFor([{ 'Fn::Sub': 'https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/dead' }]),
        Policy: policyFor([ref('Dead')], bad ? {} : { DependsOn: ['TlsOnly'] }),
      }),
    'good where the order is fixed',
  ),
];
