import { ruleCase } from '../support/rule-case';
import { EAST, WEST } from '../support/templates';
import { backup, copyTo, westVault } from './parts';

export const cases = [ruleCase(bad => [backup(copyTo(bad ? EAST : WEST)), westVault])];
