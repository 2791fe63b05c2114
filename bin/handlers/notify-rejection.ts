import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type SNSEvent } from 'aws-lambda';

const table = process.env.TABLE_NAME;
const files = DynamoDBDocumentClient.from(new DynamoDBClient());

/** What Lambda tells a failure destination about an invocation that used up its retries. */
interface FailedInvocation {
  readonly requestPayload: { readonly detail: { readonly bucket: { name: string }; readonly object: { key: string } } };
  readonly responsePayload?: { readonly errorType?: string; readonly errorMessage?: string };
}

/** Leaves a note under `rejected/<key>`, where the uploader finds out with `GET /files/rejected%2F<key>`. */
export async function handler(event: SNSEvent): Promise<void> {
  for (const record of event.Records) await note(JSON.parse(record.Sns.Message) as FailedInvocation);
}

async function note({ requestPayload, responsePayload }: FailedInvocation): Promise<void> {
  const { bucket, object } = requestPayload.detail;
  const Item = {
    key: `rejected/${object.key}`,
    bucket: bucket.name,
    reason: responsePayload?.errorMessage ?? 'unknown',
  };
  await files.send(new PutCommand({ TableName: table, Item }));
}
