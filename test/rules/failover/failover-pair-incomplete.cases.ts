import { ruleCase } from '../support/rule-case';
import { record, stack } from '../support/templates';
import { pair } from './parts';

export const cases = [ruleCase(bad => stack(bad ? { Primary: record() } : pair))];
