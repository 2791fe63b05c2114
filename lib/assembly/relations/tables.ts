import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { toText } from '../value';

/** A replica of a global table, as its template writes it. */
export interface Replica {
  readonly table: Resource;
  readonly replica: Record<string, unknown>;
  readonly region: string;
}

/** Regions to which CDK's `Table` with `replicationRegions` copies a table, by a custom resource for each. */
export function legacyReplicaRegions(model: AppModel, table: Resource): string[] {
  return model
    .ofType('Custom::DynamoDBReplica')
    .filter(copy => model.find(copy.text('TableName'), ['AWS::DynamoDB::Table'], copy.region) === table)
    .map(copy => copy.text('Region'))
    .filter(region => region !== undefined);
}

/** Every replica of every global table, the one in the table's own region too. */
export function replicas(model: AppModel): Replica[] {
  return model
    .ofType('AWS::DynamoDB::GlobalTable')
    .flatMap(table =>
      table.records('Replicas').map(replica => ({ table, replica, region: toText(replica.Region) ?? '' })),
    );
}

/** Global tables of which something holds for some replicas, with the regions of those in words. */
export function tablesWhere(
  model: AppModel,
  holds: (replica: Record<string, unknown>) => boolean,
): { table: Resource; where: string }[] {
  const regions = new Map<Resource, string[]>();
  for (const { table, replica, region } of replicas(model)) if (holds(replica)) append(regions, table, region);
  return [...regions].map(([table, names]) => ({
    table,
    where: `the replica${names.length > 1 ? 's' : ''} in ${names.join(' and ')}`,
  }));
}

/** Regions of every table: of its replicas, of CDK's older custom resource for them, and its own. */
export function tableRegions(model: AppModel): Map<Resource, Set<string | undefined>> {
  return model.remember(readRegions);
}

function readRegions(model: AppModel): Map<Resource, Set<string | undefined>> {
  const found = new Map<Resource, (string | undefined)[]>();
  for (const table of model.ofType('AWS::DynamoDB::Table')) append(found, table, table.region);
  for (const { table, region } of replicas(model)) append(found, table, region);
  for (const replica of model.ofType('Custom::DynamoDBReplica')) {
    const table = model.find(replica.text('TableName'), ['AWS::DynamoDB::Table'], replica);
    if (table) append(found, table, replica.text('Region'));
  }
  return new Map([...found].map(([table, regions]) => [table, new Set(regions)]));
}

/** Tables that DynamoDB copies to another region. */
export function replicatedTables(model: AppModel): Resource[] {
  return [...tableRegions(model)].filter(([, regions]) => regions.size > 1).map(([table]) => table);
}
