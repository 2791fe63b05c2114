import { type Rule } from '../rule';

export const tableStrongConsistencyRegions: Rule = {
  id: 'resilience-table-strong-consistency-regions',
  area: 'data',
  severity: 'error',
  title: 'A strongly consistent table has three regions, or two and a witness',
  why: 'DynamoDB refuses any other number, and the mode cannot be changed after creation.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::GlobalTable')) {
      if (table.text('MultiRegionConsistency') !== 'STRONG') continue;
      const [replicated, witnesses] = [table.records('Replicas').length, table.records('GlobalTableWitnesses').length];
      if (!(replicated === 3 && witnesses === 0) && !(replicated === 2 && witnesses === 1)) {
        report(
          table,
          `it has ${replicated} replicas and ${witnesses} witnesses`,
          'name three replicas, or two and one witness',
        );
      }
    }
  },
};
