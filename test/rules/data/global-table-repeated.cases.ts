import { ruleCase } from '../support/rule-case';
import { EAST, WEST, fn, globalTable, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => {
    const both = { Table: globalTable([{ Region: EAST }, { Region: WEST }]) };
    return [stack(both), stack(bad ? both : { Fn: fn() }, WEST)];
  }),
];
