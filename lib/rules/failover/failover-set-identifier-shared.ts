import { recordGroups } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const failoverSetIdentifierShared: Rule = {
  id: 'resilience-failover-set-identifier-shared',
  area: 'failover',
  severity: 'error',
  title: 'Records that share a name have distinct set identifiers',
  why: "The set identifier is what tells the records of one name apart: the second deployment overwrites or refuses the first one's record.",
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html',
  check(model, report) {
    for (const group of recordGroups(model)) {
      const seen = new Map<string, string>();
      for (const record of group) {
        const identifier = record.setIdentifier;
        const other = identifier === undefined ? undefined : seen.get(identifier);
        if (other) {
          report(
            record,
            `set identifier "${identifier}" of "${record.name}" is also that of "${other}"`,
            'name the region in each set identifier',
          );
        }
        if (identifier !== undefined) seen.set(identifier, record.path);
      }
    }
  },
};
