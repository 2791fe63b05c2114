import { ruleCase } from '../support/rule-case';
import { resource } from '../support/templates';
import { twins } from './parts';

export const cases = [ruleCase(bad => twins({}, bad ? { Reader: resource('Custom::CrossRegionExportReader') } : {}))];
