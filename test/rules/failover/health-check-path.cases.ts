import { ruleCase } from '../support/rule-case';
import { check, stack } from '../support/templates';

export const cases = [ruleCase(bad => stack({ Check: check({ ResourcePath: bad ? 'health' : '/health' }) }))];
