import { type SQSBatchResponse, type SQSEvent } from 'aws-lambda';
import { type Order, store } from './orders';

/** Stores the orders that the queue holds; those that fail come again. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const stored = await Promise.allSettled(Records.map(({ body }) => store(JSON.parse(body) as Order)));
  const failed = Records.filter((_, index) => stored[index].status === 'rejected');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
