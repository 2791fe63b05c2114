import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type SNSEvent } from 'aws-lambda';
import { files, table } from './files';

/** What Lambda tells a failure destination about an invocation that used up its retries. */
interface FailedInvocation {
  readonly requestPayload: { readonly detail: { readonly bucket: { name: string }; readonly object: { key: string } } };
  readonly responsePayload?: { readonly errorType?: string; readonly errorMessage?: string };
}

/**
 * Leaves a note under `rejected/<key>`, where the uploader finds out with `GET /files/rejected%2F<key>`.
 *
 * Only what was refused is: an upload that failed because a table could not be reached is good, and comes back from the dead
 * letters.
 */
export async function handler(event: SNSEvent): Promise<void> {
  const failed = event.Records.map(record => JSON.parse(record.Sns.Message) as FailedInvocation);
  for (const each of failed) {
    if (each.responsePayload?.errorType === 'RejectedObjectError') await note(each);
  }
}

/** Puts no note over a file that is really called so. */
async function note({ requestPayload, responsePayload }: FailedInvocation): Promise<void> {
  const { bucket, object } = requestPayload.detail;
  const update = new UpdateCommand({
    TableName: table,
    Key: { key: `rejected/${object.key}` },
    UpdateExpression: 'SET #bucket = :bucket, #reason = :reason',
    ConditionExpression: 'attribute_not_exists(#key) OR attribute_exists(#reason)',
    ExpressionAttributeNames: { '#key': 'key', '#bucket': 'bucket', '#reason': 'reason' },
    ExpressionAttributeValues: { ':bucket': bucket.name, ':reason': responsePayload?.errorMessage ?? 'unknown' },
  });
  try {
    await files.send(update);
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    console.warn(`no note of the rejection of "${object.key}": there is a file of that name`);
  }
}
