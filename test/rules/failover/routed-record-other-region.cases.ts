import { ruleCase } from '../support/rule-case';
import { EAST, WEST, stack } from '../support/templates';
import { latency } from './parts';

export const cases = [
  ruleCase(bad =>
    stack({
      East: latency(EAST, `a.execute-api.${bad ? WEST : EAST}.amazonaws.com`),
      West: latency(WEST, `b.execute-api.${WEST}.amazonaws.com`),
    }),
  ),
];
