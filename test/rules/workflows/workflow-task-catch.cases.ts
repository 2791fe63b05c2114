import { ruleCase } from '../support/rule-case';
import { stack, workflow } from '../support/templates';

export const cases = [ruleCase(bad => stack({ Flow: workflow(bad ? { Catch: undefined } : {}) }))];
