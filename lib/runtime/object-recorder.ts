import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, type HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { type Invocation, renderLetter } from './ingest/failure-letter';
import { IN_TIME, postpone, sendLetter } from './ingest/messages';
import {
  type BatchResult,
  type Failure,
  type Message,
  recordBatch,
  RejectedObjectError,
  UnreadableEventError,
} from './ingest/record-batch';

/** The part of S3's "Object Created" event that is read. EventBridge carries the key as it is, not URL-encoded. */
export interface ObjectCreatedEvent {
  readonly detail: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

/** What became of an event. What is `rejected` is told of by the region in which it was uploaded. */
export type Outcome = 'recorded' | 'already-recorded' | 'gone' | 'rejected';

/** What the recorder works with. */
export interface RecorderContext {
  readonly s3: Pick<S3Client, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** Name of the table's partition key. */
  readonly partitionKey: string;
  /** Bytes. */
  readonly maxObjectSize: number;
}

interface ObjectState {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: string;
  readonly isReplica: boolean;
}

/**
 * Records the present state of the object that an event is about.
 *
 * The state is read, not taken from the event: events come late, twice, out of order, and from the bucket of each region.
 * Whichever of them writes last has written the truth as it was after the event.
 */
export async function recordObject(event: ObjectCreatedEvent, context: RecorderContext): Promise<Outcome> {
  const { bucket, object } = event.detail;
  const state = await readState(context.s3, bucket.name, object.key);
  if (!state) return 'gone';
  if (state.size <= context.maxObjectSize) return write(state, context);
  // The region in which it was uploaded tells of it: a replica would be the same letter and the same alarm once more.
  if (state.isReplica) return 'rejected';
  throw new RejectedObjectError(
    `object "${state.key}" in bucket "${state.bucket}" has ${state.size} bytes, and ${context.maxObjectSize} are allowed`,
  );
}

async function readState(s3: RecorderContext['s3'], bucket: string, key: string): Promise<ObjectState | undefined> {
  try {
    return toState(bucket, key, await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })));
  } catch (error) {
    if ((error as { name?: string }).name === 'NotFound') return undefined;
    throw error;
  }
}

function toState(bucket: string, key: string, head: HeadObjectCommandOutput): ObjectState {
  return {
    bucket,
    key,
    versionId: head.VersionId,
    etag: (head.ETag ?? '').replaceAll('"', ''),
    size: head.ContentLength ?? 0,
    lastModified: (head.LastModified ?? new Date(0)).toISOString(),
    isReplica: head.ReplicationStatus === 'REPLICA',
  };
}

async function write(state: ObjectState, context: RecorderContext): Promise<Outcome> {
  try {
    await context.dynamodb.send(renderUpdate(state, context));
    return 'recorded';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'already-recorded';
    throw error;
  }
}

/**
 * What else stands in the item stays: it may belong to the service.
 *
 * A record gives way to a newer version of the object. S3 tells whole seconds, so versions of one second are told apart by
 * their ids, which replicas keep as they keep the time, and ETags under KMS do not
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnt-replicated.html). A bucket without
 * versions has nothing but the ETag.
 */
function renderUpdate(state: ObjectState, { tableName, partitionKey }: RecorderContext): UpdateItemCommand {
  const version = state.versionId === undefined ? 'etag' : 'versionId';
  const values = valuesOf(state);
  delete values[partitionKey];
  const names = Object.keys(values);
  return new UpdateItemCommand({
    TableName: tableName,
    Key: { [partitionKey]: { S: state.key } },
    UpdateExpression: `SET ${names.map(name => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression:
      'attribute_not_exists(#lastModified) OR #lastModified < :lastModified' +
      ` OR (#lastModified = :lastModified AND (attribute_not_exists(#${version}) OR #${version} <> :${version}))`,
    ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map(name => [`:${name}`, values[name]])),
  });
}

function valuesOf({ key, bucket, versionId, etag, size, lastModified }: ObjectState): Record<string, AttributeValue> {
  return {
    key: { S: key },
    bucket: { S: bucket },
    ...(versionId !== undefined && { versionId: { S: versionId } }),
    etag: { S: etag },
    size: { N: String(size) },
    lastModified: { S: lastModified },
  };
}

/** Reads the recorder's context from the environment that `ObjectIngest` sets. */
export function contextFrom(environment: Record<string, string | undefined>): RecorderContext {
  return {
    s3: new S3Client(IN_TIME),
    dynamodb: new DynamoDBClient(IN_TIME),
    tableName: required(environment, 'TABLE_NAME'),
    partitionKey: required(environment, 'PARTITION_KEY'),
    maxObjectSize: Number(environment.MAX_OBJECT_SIZE ?? Infinity),
  };
}

function required(environment: Record<string, string | undefined>, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** An event of S3, and nothing else that somebody may have put into the queue. */
function read(event: unknown): ObjectCreatedEvent {
  const { bucket, object } = (event as Partial<ObjectCreatedEvent> | null)?.detail ?? {};
  if (typeof bucket?.name !== 'string' || typeof object?.key !== 'string') {
    throw new UnreadableEventError('this is no "Object Created" event of S3: it names no bucket, or no key');
  }
  return event as ObjectCreatedEvent;
}

let context: RecorderContext | undefined;

/**
 * Entry point of the function: events come in the messages of a queue. One that is invoked by itself, by a redrive or by
 * somebody who takes in what was there before, is the event alone. The clients are made at the first event and kept.
 */
export async function handler(
  event: ObjectCreatedEvent | { readonly Records: readonly Message[] },
  invocation: Invocation,
): Promise<BatchResult | { outcome: Outcome }> {
  const recording = (context ??= contextFrom(process.env));
  const tell = (failure: Failure): Promise<void> => sendLetter(renderLetter(failure, invocation), process.env);
  if (!('Records' in event)) return { outcome: await recordAlone(event, recording, tell) };
  return recordBatch(event.Records, {
    process: each => recordObject(read(each), recording),
    tell,
    postpone: messages => postpone(messages, process.env),
  });
}

/** Lambda tries what fails again, and keeps it, as of every asynchronous invocation. */
export async function recordAlone(
  event: ObjectCreatedEvent,
  recording: RecorderContext,
  tell: (failure: Failure) => Promise<void>,
): Promise<Outcome> {
  try {
    return await recordObject(read(event), recording);
  } catch (error) {
    if (!(error instanceof RejectedObjectError)) throw error;
    await tell({ event, error, attempts: 1 });
    return 'rejected';
  }
}
