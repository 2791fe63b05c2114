import { ruleCase } from '../support/rule-case';
import { delay, withExperiment } from './parts';

export const cases = [
  ruleCase(bad => withExperiment(delay({ duration: bad ? 'PT13H' : 'PT12H' }))),
  ruleCase(bad => withExperiment(delay({ duration: bad ? 'PT30S' : 'PT1M' })), 'too short'),
];
