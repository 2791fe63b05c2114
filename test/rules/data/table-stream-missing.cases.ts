import { ruleCase } from '../support/rule-case';
import { EAST, WEST, globalTable, stack } from '../support/templates';

const streamed = { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } };

export const cases = [
  ruleCase(bad => stack({ Table: globalTable([{ Region: EAST }, { Region: WEST }], bad ? {} : streamed) })),
];
