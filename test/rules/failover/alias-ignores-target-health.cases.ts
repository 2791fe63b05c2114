import { ruleCase } from '../support/rule-case';
import { record, secondary, stack } from '../support/templates';
import { aliasTo } from './parts';

export const cases = [ruleCase(bad => stack({ Primary: record(aliasTo(!bad)), Secondary: secondary() }))];
