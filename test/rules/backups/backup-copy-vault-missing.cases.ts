import { ruleCase } from '../support/rule-case';
import { WEST } from '../support/templates';
import { backup, copyTo, westVault } from './parts';

export const cases = [ruleCase(bad => [backup(copyTo(WEST, {}, bad ? 'volt' : 'vault')), westVault])];
