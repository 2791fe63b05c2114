import { type Attribute, type ITable } from 'aws-cdk-lib/aws-dynamodb';

/** What tells the items of a replicated table apart, and where its replicas are. */
export interface ReplicatedKeys {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  readonly regions: readonly string[];
}

/** A table that is found by its name tells nothing of its keys. */
const known = new WeakMap<ITable, ReplicatedKeys>();

/** Notes the keys of a region's view of a table. */
export function noteKeys(table: ITable, keys: ReplicatedKeys): void {
  known.set(table, keys);
}

/** The keys of a region's view of a table, where it is one of a `ReplicatedTable`. */
export function keysOf(table: ITable): ReplicatedKeys | undefined {
  return known.get(table);
}
