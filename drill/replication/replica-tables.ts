import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { type GlobalTableSpec } from '../assembly/model.js';
import { within, type RegionalClients } from '../cloud/regional-clients.js';
import { DrillError } from '../support/errors.js';

/** Real time. */
const PATIENCE_MILLIS = 10_000;
const STREAM = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;

/** A table in one region, and the stream that tells its changes. */
export interface Replica {
  readonly region: string;
  readonly tableName: string;
  readonly keyNames: readonly string[];
  readonly streamArn: string;
  /** The stream was switched on just now: it does not tell of the items that were there before. */
  readonly streamIsNew: boolean;
}

/**
 * Creates the replicas that DynamoDB would have created: tables with the home table's keys, indexes and billing in each
 * replica region, all of them with a stream. A replica that is already there is kept.
 *
 * @throws DrillError `TableMissing` when the home region has no such table.
 */
export async function createReplicas(table: GlobalTableSpec, clients: RegionalClients): Promise<Replica[]> {
  const home = await describe(clients.dynamo(table.homeRegion), table.tableName);
  if (home === undefined) {
    const message = `"${table.path}" was deployed, but region ${table.homeRegion} has no table "${table.tableName}"`;
    throw new DrillError('TableMissing', message);
  }
  const regions = table.replicaRegions.filter(region => region !== table.homeRegion);
  const replicas = [await withStream(clients, table.homeRegion, home)];
  for (const region of regions) replicas.push(await createReplica(clients, region, home));
  return replicas;
}

async function createReplica(clients: RegionalClients, region: string, home: TableDescription): Promise<Replica> {
  const client = clients.dynamo(region);
  const existing = await describe(client, home.TableName!);
  if (existing !== undefined) return withStream(clients, region, existing);
  await client.send(new CreateTableCommand(likeHome(home)), within(PATIENCE_MILLIS));
  await waitUntilTableExists(
    { client, maxWaitTime: PATIENCE_MILLIS / 1000, minDelay: 1 },
    { TableName: home.TableName },
  );
  return withStream(clients, region, (await describe(client, home.TableName!))!);
}

async function withStream(clients: RegionalClients, region: string, table: TableDescription): Promise<Replica> {
  const replica = {
    region,
    tableName: table.TableName!,
    keyNames: table.KeySchema!.map(key => key.AttributeName!),
  };
  if (table.StreamSpecification?.StreamViewType === STREAM.StreamViewType && table.LatestStreamArn) {
    return { ...replica, streamArn: table.LatestStreamArn, streamIsNew: false };
  }
  const client = clients.dynamo(region);
  const update = new UpdateTableCommand({ TableName: replica.tableName, StreamSpecification: STREAM });
  await client.send(update, within(PATIENCE_MILLIS));
  const updated = await describe(client, replica.tableName);
  return { ...replica, streamArn: updated!.LatestStreamArn!, streamIsNew: true };
}

async function describe(client: DynamoDBClient, tableName: string): Promise<TableDescription | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }), within(PATIENCE_MILLIS));
    return Table;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** Replicas share keys, indexes and billing with their table; that is what DynamoDB copies too. */
function likeHome(home: TableDescription): CreateTableCommandInput {
  const onDemand = home.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
  const capacity = (
    of: TableDescription['ProvisionedThroughput'],
  ): Pick<CreateTableCommandInput, 'ProvisionedThroughput'> => {
    const { ReadCapacityUnits, WriteCapacityUnits } = of ?? {};
    return onDemand ? {} : { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } };
  };
  return {
    TableName: home.TableName,
    AttributeDefinitions: home.AttributeDefinitions,
    KeySchema: home.KeySchema,
    BillingMode: onDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    ...capacity(home.ProvisionedThroughput),
    LocalSecondaryIndexes: home.LocalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema,
      Projection,
    })),
    GlobalSecondaryIndexes: home.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection, ...index }) => ({
      IndexName,
      KeySchema,
      Projection,
      ...capacity(index.ProvisionedThroughput),
    })),
    StreamSpecification: STREAM,
  };
}
