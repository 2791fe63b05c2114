import { ruleCase } from '../support/rule-case';
import { EAST, WEST, globalTable, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => stack({ Table: globalTable(bad ? [{ Region: WEST }] : [{ Region: EAST }, { Region: WEST }]) })),
];
