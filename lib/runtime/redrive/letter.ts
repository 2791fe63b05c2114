import { createHash } from 'crypto';
import { type Message } from '@aws-sdk/client-sqs';

/** A dead letter as the mover sees it. */
export interface Letter {
  /** Of the message: a new failure is a new one, a message that is received again is the same. */
  readonly id: string;
  readonly receiptHandle: string;
  /** As it stands in the queue. */
  readonly body: string;
  /** What the target gets: the event of a function's letter, the message of a queue's. */
  readonly payload: string;
  /** Milliseconds at which it became a letter. */
  readonly failedAt: number;
}

/** Reads a letter, whoever wrote it: Lambda's destination and its dead-letter queue, a rule, a queue. */
export function readLetter(message: Message, unwrap: boolean): Letter {
  const body = message.Body ?? '';
  return {
    id: message.MessageId!,
    receiptHandle: message.ReceiptHandle!,
    body,
    payload: unwrap ? eventOf(body) : body,
    failedAt: Number(message.Attributes?.SentTimestamp ?? 0),
  };
}

/**
 * What a letter is about. Each failure has a request id of its own, so the ids cannot tell that the same event failed again;
 * what was to be done, and by whom, can.
 */
export function identityOf(target: string, payload: string): string {
  return createHash('sha256').update(`${target}\n${payload}`).digest('hex');
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function eventOf(body: string): string {
  const record = parse(body);
  const isRecord =
    typeof record === 'object' && record !== null && 'requestPayload' in record && 'requestContext' in record;
  if (isRecord) return JSON.stringify(record.requestPayload);
  // A function takes JSON only.
  return record === undefined ? JSON.stringify(body) : body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
