import { ruleCase } from '../support/rule-case';
import { fn, stack } from '../support/templates';

export const cases = [ruleCase(bad => stack({ Fn: fn({ MemorySize: bad ? 64 : 128 }) }))];
