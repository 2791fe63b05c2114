import { ruleCase } from '../support/rule-case';
import { delay, withExperiment } from './parts';

export const cases = [
  ruleCase(bad => withExperiment(delay({ duration: 'PT5M' }, { Functions: bad ? 'Function' : 'Functions' }))),
];
