import { ruleCase } from '../support/rule-case';
import { arn, fn, queue, ref, resource, stack, workflow } from '../support/templates';
import { clock, eventRule } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({ Fn: fn(), Failures: queue(), Rule: eventRule(arn('Fn'), bad ? { DeadLetterConfig: undefined } : {}) }),
  ),
  ruleCase(
    bad =>
      stack({
        Flow: workflow(),
        Rule: eventRule(
          ref('Flow'),
          { DeadLetterConfig: undefined, RetryPolicy: { MaximumRetryAttempts: bad ? 5 : 0 } },
          clock,
        ),
      }),
    'a clock whose next tick makes up for a lost one',
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(),
        Flow: workflow(),
        Rule: eventRule(bad ? ref('Flow') : arn('Fn'), { DeadLetterConfig: undefined }, clock),
      }),
    'a scheduled function, of whose failed runs another rule speaks',
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(),
        Log: resource('AWS::Logs::LogGroup'),
        Rule: eventRule(arn(bad ? 'Fn' : 'Log'), { DeadLetterConfig: undefined }),
      }),
    'events that are only written to a log',
  ),
];
