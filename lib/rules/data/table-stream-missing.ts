import { replicatedTables } from '../../assembly/relations/tables';
import { type Rule } from '../rule';

export const tableStreamMissing: Rule = {
  id: 'resilience-table-stream-missing',
  area: 'data',
  severity: 'error',
  title: 'A replicated table has a stream of new and old images',
  why: 'DynamoDB replicates through the stream, and refuses replicas without it.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_reqs_bestpractices.html',
  check(model, report) {
    for (const table of replicatedTables(model)) {
      if (table.lacks('StreamSpecification') && table.text('MultiRegionConsistency') !== 'STRONG') {
        report(table, 'it has replicas and no stream', 'set StreamSpecification.StreamViewType to NEW_AND_OLD_IMAGES');
      }
    }
  },
};
