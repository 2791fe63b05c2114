import { ruleCase } from '../support/rule-case';
import { arn, fn, stack } from '../support/templates';
import { clock, eventRule } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn(),
      Rule: eventRule(
        arn('Fn'),
        {},
        { EventPattern: undefined, ScheduleExpression: bad ? 'cron(0 5 * * * *)' : 'cron(0 5 * * ? *)' },
      ),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(),
        Rule: eventRule(arn('Fn'), {}, { ...clock, ScheduleExpression: bad ? 'rate(1 days)' : 'rate(1 day)' }),
      }),
    'a rate',
  ),
];
