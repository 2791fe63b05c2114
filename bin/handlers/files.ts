import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export const table = process.env.TABLE_NAME;

/**
 * Without limits a table that accepts connections and never answers would keep each request until the function's time is
 * up, and with it an environment: two attempts end before the client has gone.
 */
export const files = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    maxAttempts: 2,
    // Without `throwOnRequestTimeout` the SDK only logs that the time is over.
    requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
  }),
);
