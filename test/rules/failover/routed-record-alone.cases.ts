import { ruleCase } from '../support/rule-case';
import { EAST, WEST } from '../support/templates';
import { latency, service } from './parts';

export const cases = [
  ruleCase(bad => [
    service(EAST, { East: latency(EAST, `a.execute-api.${EAST}.amazonaws.com`) }),
    service(WEST, bad ? {} : { West: latency(WEST, `b.execute-api.${WEST}.amazonaws.com`) }),
  ]),
  ruleCase(
    bad => [
      service(EAST, { East: latency(EAST, `a.execute-api.${EAST}.amazonaws.com`) }),
      ...(bad ? [service(WEST)] : []),
    ],
    'good where each region is a deployment of its own',
  ),
];
