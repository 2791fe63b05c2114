import { ruleCase } from '../support/rule-case';
import { resource } from '../support/templates';
import { backup } from './parts';

export const cases = [
  ruleCase(bad => backup({}, {}, bad ? {} : { Test: resource('AWS::Backup::RestoreTestingPlan') })),
];
