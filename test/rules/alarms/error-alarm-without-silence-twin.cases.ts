import { ruleCase } from '../support/rule-case';
import { arn, fn, ref, resource, stack } from '../support/templates';
import { alarmOn, silence } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Errors: alarmOn('AWS/Lambda', 'Errors', 'FunctionName', ref('Fn')),
      ...(bad ? {} : { Silence: alarmOn('AWS/Lambda', 'Invocations', 'FunctionName', ref('Fn'), silence) }),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Work: fn(),
        Fn: fn(),
        Config: resource('AWS::Lambda::EventInvokeConfig', {
          FunctionName: ref('Work'),
          Qualifier: '$LATEST',
          DestinationConfig: { [bad ? 'OnSuccess' : 'OnFailure']: { Destination: arn('Fn') } },
        }),
        Errors: alarmOn('AWS/Lambda', 'Errors', 'FunctionName', ref('Fn')),
      }),
    'a function that is called for failures only',
  ),
];
