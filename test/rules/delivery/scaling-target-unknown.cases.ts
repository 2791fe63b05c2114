import { ruleCase } from '../support/rule-case';
import { alias, fn, stack } from '../support/templates';
import { scalable } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      Fn: fn({ FunctionName: 'api' }),
      Live: alias('Fn'),
      Target: scalable({ ResourceId: bad ? 'function:api:prod' : 'function:api:live' }),
    }),
  ),
];
