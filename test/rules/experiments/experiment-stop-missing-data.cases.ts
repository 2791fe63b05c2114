import { ruleCase } from '../support/rule-case';
import { experiment, stack } from '../support/templates';
import { impact } from './parts';

export const cases = [
  ruleCase(bad => stack({ ...impact({ TreatMissingData: bad ? 'ignore' : 'breaching' }), Chaos: experiment() })),
];
