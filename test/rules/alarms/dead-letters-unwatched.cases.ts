import { ruleCase } from '../support/rule-case';
import { depth, withDeadLetters } from './parts';

export const cases = [ruleCase(bad => withDeadLetters(bad ? {} : depth))];
