import { ruleCase } from '../support/rule-case';
import { fn, stack } from '../support/templates';

export const cases = [ruleCase(bad => stack({ Fn: fn({ Runtime: bad ? 'nodejs16.x' : 'nodejs22.x' }) }))];
