import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { isOpaque } from '../../assembly/value';
import { tableRegions } from '../../assembly/relations/tables';
import { type Rule } from '../rule';

export const globalTableRepeated: Rule = {
  id: 'resilience-global-table-repeated',
  area: 'data',
  severity: 'error',
  title: 'A global table is created by one stack',
  why: 'Its first stack creates it in every region. The second one finds a table of that name and fails.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html',
  check(model, report) {
    const byName = new Map<string, Resource[]>();
    for (const table of model.ofType('AWS::DynamoDB::GlobalTable')) {
      if (!isOpaque(table.name)) append(byName, `${table.stack.account} ${table.name}`, table);
    }
    for (const [first, ...others] of byName.values()) {
      const regions = tableRegions(model).get(first);
      for (const other of others) {
        const shared = [...(tableRegions(model).get(other) ?? [])].filter(region => regions?.has(region));
        if (shared.length > 0) {
          report(
            other,
            `"${first.path}" creates "${other.name}" in ${shared.join(', ')} too`,
            'create it in one stack, and find it by name in the others',
          );
        }
      }
    }
  },
};
