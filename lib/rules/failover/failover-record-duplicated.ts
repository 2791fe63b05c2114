import { failoverGroups } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const failoverRecordDuplicated: Rule = {
  id: 'resilience-failover-record-duplicated',
  area: 'failover',
  severity: 'error',
  title: 'A failover name has exactly one PRIMARY and one SECONDARY record',
  why: 'Route 53 chooses between one PRIMARY and one SECONDARY; a second record of the same kind makes the deployment fail or leaves a region that is never answered.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html',
  check(model, report) {
    for (const group of failoverGroups(model)) {
      for (const kind of ['PRIMARY', 'SECONDARY']) {
        const same = group.filter(record => record.failover === kind);
        for (const record of same.slice(1)) {
          report(
            record,
            `"${record.name}" (${record.type}) has ${same.length} ${kind} records, and "${same[0].path}" is one of them`,
            `make one of them ${kind === 'PRIMARY' ? 'SECONDARY' : 'PRIMARY'}`,
          );
        }
      }
    }
  },
};
