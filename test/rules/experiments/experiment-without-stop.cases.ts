import { ruleCase } from '../support/rule-case';
import { withExperiment } from './parts';

export const cases = [ruleCase(bad => withExperiment(bad ? { StopConditions: [{ Source: 'none' }] } : {}))];
