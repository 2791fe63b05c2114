import { ruleCase } from '../support/rule-case';
import { group } from './parts';

export const cases = [ruleCase(bad => group(bad ? { AlarmConfiguration: undefined } : {}))];
