import { ruleCase } from '../support/rule-case';
import { EAST, WEST, replication } from '../support/templates';
import { copyFor, pairOf, toWest } from './parts';

export const cases = [
  ruleCase(bad => pairOf(replication(toWest, {}, bad ? { ReplicationTime: undefined, Metrics: undefined } : {}))),
  ruleCase(
    bad => copyFor(bad ? WEST : EAST, { ReplicationTime: undefined, Metrics: undefined }),
    'a copy for other readers in the same region',
  ),
];
