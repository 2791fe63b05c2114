import { ruleCase } from '../support/rule-case';
import { check, stack } from '../support/templates';
import { eastHost } from './parts';

export const cases = [
  ruleCase(bad => stack({ Check: check({ Type: bad ? 'HTTP' : 'HTTPS', FullyQualifiedDomainName: eastHost }) })),
];
