import { setTimeout as wait } from 'timers/promises';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Context } from 'aws-lambda';

/** What is shipped, and how long that takes. */
export interface Order {
  readonly id: string;
  readonly millis: number;
}

const { KIND, IDEMPOTENCY_TABLE: tableName } = process.env;
const dynamodb = new DynamoDBClient();
const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' });

/** Counts each shipment in the function's own region. */
async function ship({ id, millis }: Order): Promise<void> {
  await wait(millis);
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'counts',
      Key: { tick: { S: `${KIND} ${id}` } },
      UpdateExpression: 'ADD runs :one SET #at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':one': { N: '1' }, ':at': { N: String(Date.now()) } },
    }),
  );
}

const shipOnce = tableName
  ? makeIdempotent(ship, { persistenceStore: new DynamoDBPersistenceLayer({ tableName }), config })
  : ship;

export const handler = async (order: Order, context: Context): Promise<void> => {
  config.registerLambdaContext(context);
  await shipOnce(order);
};
