import { ruleCase } from '../support/rule-case';
import { stack } from '../support/templates';
import { cluster } from './parts';

export const cases = [ruleCase(bad => stack({ Cluster: cluster({ DeletionProtection: !bad }) }))];
