import { ruleCase } from '../support/rule-case';
import { alias, fn, ref, resource, stack } from '../support/templates';

const rule = resource('AWS::Events::Rule', {
  EventPattern: { source: ['x'] },
  Targets: [{ Id: 'fn', Arn: ref('Live') }],
});

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Live: alias('Fn'),
      Rule: rule,
      Permission: resource('AWS::Lambda::Permission', {
        FunctionName: bad ? ref('Fn') : ref('Live'),
        Principal: 'events.amazonaws.com',
        Action: 'lambda:InvokeFunction',
      }),
    }),
  ),
];
