import { ruleCase } from '../support/rule-case';
import { stack, workflow } from '../support/templates';
import { retry } from './parts';

export const cases = [ruleCase(bad => stack({ Flow: workflow(retry({ BackoffRate: bad ? 1 : 2 })) }))];
