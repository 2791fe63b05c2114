import type { AppModel } from '../model/app-model';
import type { Resource } from '../model/resource';
import { toRecord } from '../model/value';
import type { Rule } from '../rule';

export const tableReplicaMissing: Rule = {
  id: 'resilience-table-replica-missing',
  area: 'data',
  severity: 'error',
  title: 'A region that uses a replicated table has a replica of it',
  why: 'A function finds the table by name in its own region: where there is no replica every call fails.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html',
  check(model, report) {
    const tables = replicatedTablesByName(model);
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      for (const value of Object.values(toRecord(fn.get('Environment.Variables')))) {
        const table = tables.get(String(value));
        if (!table || fn.region === undefined || regionsOf(table).has(fn.region)) continue;
        if (model.find(table.name, [table.type, 'AWS::DynamoDB::Table'], fn.region)?.region === fn.region) continue;
        report(
          table,
          `"${fn.path}" uses it in ${fn.region}, and its replicas are in ${[...regionsOf(table)].join(', ')}`,
          `add a replica in ${fn.region}`,
        );
      }
    }
  },
};

function replicatedTablesByName(model: AppModel): Map<string, Resource> {
  return new Map(model.ofType('AWS::DynamoDB::GlobalTable').map(table => [table.name, table]));
}

function regionsOf(table: Resource): Set<string> {
  return new Set(table.records('Replicas').map(replica => String(replica.Region)));
}
