import { ruleCase } from '../support/rule-case';
import { EAST, WEST, fn } from '../support/templates';
import { twin } from './parts';

export const cases = [ruleCase(bad => [twin(EAST, {}, { Worker: fn() }), twin(WEST, {}, bad ? {} : { Worker: fn() })])];
