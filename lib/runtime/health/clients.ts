import { Agent as HttpAgent } from 'http';
import { Agent as HttpsAgent } from 'https';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';

/** What the health function asks with. */
export interface Clients {
  readonly dynamo: Pick<DynamoDBClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
}

/**
 * Clients that look the name up and connect anew at each request. A connection that is kept goes on working when nobody
 * can make a new one, as on 2025-10-20, and the region would look well: https://aws.amazon.com/message/101925/
 */
export function createClients(): Clients {
  const settings = {
    maxAttempts: 1,
    requestHandler: {
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
    },
  };
  return { dynamo: new DynamoDBClient(settings), lambda: new LambdaClient(settings), s3: new S3Client(settings) };
}
