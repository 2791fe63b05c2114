import { failoverPairs, normalTarget, targetsOf } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const failoverToSameTarget: Rule = {
  id: 'resilience-failover-to-same-target',
  area: 'failover',
  severity: 'error',
  title: 'PRIMARY and SECONDARY lead to different targets',
  why: 'When both answer with the same endpoint, failing over changes nothing.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  check(model, report) {
    for (const { primary, secondary } of failoverPairs(model)) {
      const [target] = targetsOf(primary);
      if (target !== undefined && targetsOf(secondary).map(normalTarget).includes(normalTarget(target))) {
        report(
          secondary,
          `"${primary.name}" leads to "${target}" as PRIMARY and as SECONDARY`,
          "lead the SECONDARY to the other region's endpoint",
        );
      }
    }
  },
};
