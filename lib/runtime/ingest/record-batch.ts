/** Attempts at what fails by itself, whatever else is well, before it is told of and put aside. */
const ATTEMPTS_AT_POISON = 5;

/** The part of a message of SQS that is read. */
export interface Message {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string };
}

/** An event that is not to be tried again, why, and how often it was. */
export interface Failure {
  readonly event: unknown;
  readonly error: Error;
  readonly attempts: number;
}

/** What a batch is worked off with. */
export interface BatchContext {
  /** Takes one event in; throws where that failed. */
  readonly process: (event: unknown) => Promise<unknown>;
  /** Tells of an event that is put aside, and keeps it; throws where it was not kept. */
  readonly tell: (failure: Failure) => Promise<void>;
  /** Lets messages wait for their next attempt. */
  readonly postpone: (messages: readonly Message[]) => Promise<void>;
}

/** What Lambda reads: the messages that are to come again. */
export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** An event that no attempt will understand. */
export class UnreadableEventError extends Error {
  readonly name = 'UnreadableEventError';
}

/** An object that is not to be recorded, however often it is tried. */
export class RejectedObjectError extends Error {
  readonly name = 'RejectedObjectError';
}

/**
 * Takes in the events of a batch, each by itself.
 *
 * What fails comes again, later each time, for as long as the queue allows: a table that is away for hours costs a few
 * attempts at each object, and no dead letter. What no patience helps is told of and kept as a dead letter: an object that is
 * rejected at once, a request that is refused as such after five attempts.
 *
 * Throws when nothing of the batch succeeded: Lambda then counts an error, and asks for less at a time.
 */
export async function recordBatch(messages: readonly Message[], context: BatchContext): Promise<BatchResult> {
  const results = await Promise.all(messages.map(message => attempt(message, context)));
  const failed = results.filter(result => result !== undefined);
  if (failed.length === 0) return { batchItemFailures: [] };
  await postpone(failed, context);
  if (failed.length === messages.length) throw failed[0].error;
  for (const { error } of failed) console.warn('tried again later:', error);
  return { batchItemFailures: failed.map(({ message }) => ({ itemIdentifier: message.messageId })) };
}

interface FailedMessage {
  readonly message: Message;
  readonly error: Error;
}

async function attempt(message: Message, context: BatchContext): Promise<FailedMessage | undefined> {
  const attempts = Number(message.attributes.ApproximateReceiveCount);
  const event = parse(message.body);
  try {
    await context.process(event);
  } catch (thrown) {
    const error = thrown as Error;
    if (!isPoison(error, attempts)) return { message, error };
    return putAside(message, { event, error, attempts }, context);
  }
  return undefined;
}

/** A letter that could not be written leaves the message where it is. */
async function putAside(message: Message, failure: Failure, context: BatchContext): Promise<FailedMessage | undefined> {
  try {
    await context.tell(failure);
  } catch (error) {
    return { message, error: error as Error };
  }
  return undefined;
}

/** A message that cannot be postponed comes back after the visibility timeout of the queue. */
async function postpone(failed: readonly FailedMessage[], context: BatchContext): Promise<void> {
  try {
    await context.postpone(failed.map(({ message }) => message));
  } catch (error) {
    console.warn('messages could not be postponed, and come back after the visibility timeout:', error);
  }
}

/**
 * Whether the event itself is what fails. Everything else is taken for something that will be mended: a table, a key or a
 * right that is away, and what is not known.
 */
function isPoison({ name }: Error, attempts: number): boolean {
  if (name === 'ValidationException') return attempts >= ATTEMPTS_AT_POISON;
  return name === 'RejectedObjectError' || name === 'UnreadableEventError';
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
