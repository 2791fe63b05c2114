import { paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { within, type RegionalClients } from './regional-clients.js';

/** Real time for the calls around the load. */
const PATIENCE_MILLIS = 10_000;

/** Every item of a table in a region, as plain text of its attributes. */
export async function scanTable(
  clients: RegionalClients,
  region: string,
  tableName: string,
): Promise<Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  const client = clients.dynamo(region);
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true }, within(PATIENCE_MILLIS));
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}
