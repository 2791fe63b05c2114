import { ruleCase } from '../support/rule-case';
import { arn, fn, queue, ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Topic: resource('AWS::SNS::Topic'),
      Subscription: resource('AWS::SNS::Subscription', {
        Protocol: 'lambda',
        TopicArn: ref('Topic'),
        Endpoint: arn('Fn'),
        RedrivePolicy: bad ? undefined : { deadLetterTargetArn: arn('Failures') },
      }),
    }),
  ),
];
