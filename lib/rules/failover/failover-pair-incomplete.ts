import { failoverGroups } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const failoverPairIncomplete: Rule = {
  id: 'resilience-failover-pair-incomplete',
  area: 'failover',
  severity: 'error',
  title: 'A failover name has a record to fail over to',
  why: 'With only one half of the pair Route 53 has nothing else to answer with, so the name goes down with its region.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  check(model, report) {
    for (const group of failoverGroups(model)) {
      const [first] = group;
      for (const kind of ['PRIMARY', 'SECONDARY']) {
        if (group.every(record => record.failover !== kind)) {
          report(
            first,
            `"${first.name}" (${first.type}) has no ${kind} record`,
            `add a ${kind} record of the same name and type in the other region's stack`,
          );
        }
      }
    }
  },
};
