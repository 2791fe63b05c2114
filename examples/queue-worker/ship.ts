import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { type Context, type SQSBatchResponse, type SQSEvent, type SQSRecord } from 'aws-lambda';

interface Order {
  readonly id: string;
}

const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' });
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE! });

/** An order is shipped once, whichever message and region it comes by. */
const ship = makeIdempotent(async ({ id }: Order) => void console.info(`shipped ${id}`), { persistenceStore, config });

export const handler = async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  config.registerLambdaContext(context);
  const failed: SQSRecord[] = [];
  for (const record of Records) {
    await ship(JSON.parse(record.body) as Order).catch(() => failed.push(record));
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
