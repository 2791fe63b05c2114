import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { isOpaque, toRecord } from '../../assembly/value';
import { tableRegions } from '../../assembly/relations/tables';
import { type Rule } from '../rule';

export const tableReplicaMissing: Rule = {
  id: 'resilience-table-replica-missing',
  area: 'data',
  severity: 'error',
  title: 'A region that uses a table by name has the table, or a replica of it',
  why: 'A function finds the table by name in its own region: where there is none every call fails.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      if (fn.region === undefined) continue;
      const values = Object.values(toRecord(fn.get('Environment.Variables'))).map(String);
      for (const value of values) {
        const table = tableOfName(model, value, fn);
        const regions = [...((table && tableRegions(model).get(table)) ?? [])].filter(region => region !== undefined);
        if (
          !table ||
          regions.length === 0 ||
          regions.includes(fn.region) ||
          values.some(text => regions.includes(text))
        ) {
          continue;
        }
        report(
          table,
          `"${fn.path}" uses it in ${fn.region}, and it is in ${regions.join(', ')}`,
          `add a replica in ${fn.region}`,
        );
      }
    }
  },
};

/** The table of this name, unless the function's own region has one that is called the same. */
function tableOfName(model: AppModel, name: string, fn: Resource): Resource | undefined {
  const types = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];
  const candidates = model
    .named(name)
    .filter(table => types.includes(table.type) && table.stack.account === fn.stack.account && !isOpaque(table.name));
  const here = candidates.some(table => tableRegions(model).get(table)?.has(fn.region));
  return here ? undefined : candidates[0];
}
