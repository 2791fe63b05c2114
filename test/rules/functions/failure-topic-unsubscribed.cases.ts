import { ruleCase } from '../support/rule-case';
import { fn, queue, ref, resource, stack, subscription, topic } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Topic: topic,
      Config: resource('AWS::Lambda::EventInvokeConfig', {
        FunctionName: ref('Fn'),
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination: ref('Topic') } },
      }),
      ...(bad ? {} : { Subscription: subscription, Queue: queue() }),
    }),
  ),
];
