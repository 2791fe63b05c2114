import { waitAfter } from '../../messaging/backoff';
import { type Message } from './record-batch';

/** Two attempts at each call end well within the function's time, also where a service accepts and never answers. */
export const IN_TIME = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1500, throwOnRequestTimeout: true },
} as const;

type Environment = Record<string, string | undefined>;

/**
 * Keeps a letter where the function's failures go: on a topic to which the dead letters are subscribed, or in the dead
 * letters. The clients are loaded when one is needed: most executions send nothing.
 */
export async function sendLetter(letter: string, environment: Environment): Promise<void> {
  const { FAILURE_TOPIC: topic, DEAD_LETTERS: queue } = environment;
  if (topic !== undefined) {
    const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
    await new SNSClient(IN_TIME).send(new PublishCommand({ TopicArn: topic, Message: letter }));
  } else if (queue !== undefined) {
    const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    await new SQSClient(IN_TIME).send(new SendMessageCommand({ QueueUrl: queue, MessageBody: letter }));
  } else {
    console.error('not recorded, and no dead letters are kept:', letter);
  }
}

/** Lets messages wait for their next attempt; throws where that was not done for all of them. */
export async function postpone(messages: readonly Message[], { QUEUE_URL: queue }: Environment): Promise<void> {
  const { ChangeMessageVisibilityBatchCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const Entries = messages.map(({ receiptHandle, attributes }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: waitAfter(Number(attributes.ApproximateReceiveCount)),
  }));
  const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue, Entries });
  const { Failed = [] } = await new SQSClient(IN_TIME).send(command);
  if (Failed.length > 0) throw new Error(`${Failed.length} messages: ${Failed[0].Message ?? Failed[0].Code}`);
}
