import { ruleCase } from '../support/rule-case';
import { fn, ref, resource, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Live: resource('AWS::Lambda::Alias', {
        FunctionName: ref('Fn'),
        FunctionVersion: bad ? '$LATEST' : '7',
        Name: 'live',
      }),
    }),
  ),
];
