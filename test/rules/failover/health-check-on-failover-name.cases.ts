import { ruleCase } from '../support/rule-case';
import { check, stack } from '../support/templates';
import { eastHost, pair } from './parts';

export const cases = [
  ruleCase(bad => stack({ ...pair, Check: check({ FullyQualifiedDomainName: bad ? 'API.example.com' : eastHost }) })),
];
