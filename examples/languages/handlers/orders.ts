import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

export interface Order {
  readonly orderId: string;
}

/** A table that accepts connections and never answers is given up in time; without the last option the SDK only logs it. */
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
  }),
);

export async function find(orderId: string): Promise<Order | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key: { orderId } }));
  return Item as Order | undefined;
}

export async function store(order: Order): Promise<void> {
  await client.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item: order }));
}
