import { failoverPairs, normalTarget, regionOfRecord, targetsOf } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const failoverWithinRegion: Rule = {
  id: 'resilience-failover-within-region',
  area: 'failover',
  severity: 'error',
  title: 'PRIMARY and SECONDARY are in different regions',
  why: 'When both are in one region, its loss takes both.',
  source:
    'https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html',
  check(model, report) {
    for (const { primary, secondary } of failoverPairs(model)) {
      const region = regionOfRecord(model, primary);
      const same = region !== undefined && region === regionOfRecord(model, secondary);
      if (same && normalTarget(targetsOf(primary)[0]) !== normalTarget(targetsOf(secondary)[0])) {
        report(
          secondary,
          `both targets of "${primary.name}" are in ${region}`,
          'lead the SECONDARY to an endpoint of another region',
        );
      }
    }
  },
};
