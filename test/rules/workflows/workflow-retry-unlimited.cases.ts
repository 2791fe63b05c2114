import { ruleCase } from '../support/rule-case';
import { stack, workflow } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({
      Flow: workflow({
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: bad ? 99_999_999 : 3, JitterStrategy: 'FULL' }],
      }),
    }),
  ),
];
