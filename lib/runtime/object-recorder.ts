import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, type HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';

/** The part of S3's "Object Created" event that is read. EventBridge carries the key as it is, not URL-encoded. */
export interface ObjectCreatedEvent {
  readonly detail: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

/** What became of an event. */
export type Outcome = 'recorded' | 'already-recorded' | 'gone';

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

/** An object that is not to be recorded: a retry finds the same, so the event ends as a dead letter. */
export class RejectedObjectError extends Error {
  readonly name = 'RejectedObjectError';
}

interface ObjectState {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: string;
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
  if (state.size > context.maxObjectSize) {
    throw new RejectedObjectError(
      `object "${state.key}" in bucket "${state.bucket}" has ${state.size} bytes, and ${context.maxObjectSize} are allowed`,
    );
  }
  return write(state, context);
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
  };
}

async function write(state: ObjectState, context: RecorderContext): Promise<Outcome> {
  try {
    await context.dynamodb.send(renderPut(state, context));
    return 'recorded';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'already-recorded';
    throw error;
  }
}

function renderPut(state: ObjectState, { tableName, partitionKey }: RecorderContext): PutItemCommand {
  return new PutItemCommand({
    TableName: tableName,
    Item: {
      key: { S: state.key },
      [partitionKey]: { S: state.key },
      bucket: { S: state.bucket },
      ...(state.versionId && { versionId: { S: state.versionId } }),
      etag: { S: state.etag },
      size: { N: String(state.size) },
      lastModified: { S: state.lastModified },
    },
    // Not older: S3 tells whole seconds, and an object may be written twice within one.
    ConditionExpression: 'attribute_not_exists(#pk) OR (#etag <> :etag AND #lastModified <= :lastModified)',
    ExpressionAttributeNames: { '#pk': partitionKey, '#etag': 'etag', '#lastModified': 'lastModified' },
    ExpressionAttributeValues: { ':etag': { S: state.etag }, ':lastModified': { S: state.lastModified } },
  });
}

/** Reads the recorder's context from the environment that `ObjectIngest` sets. */
export function contextFrom(environment: Record<string, string | undefined>): RecorderContext {
  return {
    s3: new S3Client({}),
    dynamodb: new DynamoDBClient({}),
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

let context: RecorderContext | undefined;

/** Entry point of the function. Its clients are made at the first event and kept. */
export async function handler(event: ObjectCreatedEvent): Promise<{ outcome: Outcome }> {
  context ??= contextFrom(process.env);
  return { outcome: await recordObject(event, context) };
}
