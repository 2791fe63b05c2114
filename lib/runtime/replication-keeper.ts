import {
  DeleteBucketReplicationCommand,
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  S3Client,
  type PutBucketReplicationCommandInput,
  type ReplicationConfiguration,
  type ReplicationRule,
} from '@aws-sdk/client-s3';

/** What a run came to; `pending` is a state and no error: the bucket of the other region is not there yet. */
export type Outcome = 'unchanged' | 'changed' | 'pending';

/** Asks for the end of a replication that has no rules but these. */
export interface Ending {
  readonly Bucket: string;
  readonly EndedRules: readonly string[];
}

/** How S3 says that the destination cannot be replicated to yet; it has one error code for many things. */
const NOT_READY = /destination bucket must (exist|have versioning enabled)/i;

/**
 * Puts a replication on its bucket unless it is there already. While a bucket of another region is not there, the rules to
 * the others are put alone.
 */
export async function keepReplication(
  desired: PutBucketReplicationCommandInput,
  s3: Pick<S3Client, 'send'>,
): Promise<Outcome> {
  const actual = await readReplication(desired.Bucket!, s3);
  const rules = desired.ReplicationConfiguration?.Rules ?? [];
  const outcome = await putRules(desired, rules, { actual, s3 });
  if (outcome !== 'pending' || rules.length < 2) return outcome;
  let ready: ReplicationRule[] = [];
  for (const rule of rules) {
    const more = [...ready, rule];
    if ((await putRules(desired, more, { actual, s3 })) !== 'pending') ready = more;
  }
  return 'pending';
}

async function putRules(
  desired: PutBucketReplicationCommandInput,
  Rules: ReplicationRule[],
  { actual, s3 }: { actual: ReplicationConfiguration | undefined; s3: Pick<S3Client, 'send'> },
): Promise<Outcome> {
  const wanted: ReplicationConfiguration = { Role: desired.ReplicationConfiguration!.Role, Rules };
  if (actual && isAsDesired(wanted, actual) && keysOf(wanted) === keysOf(actual)) return 'unchanged';
  try {
    await s3.send(new PutBucketReplicationCommand({ ...desired, ReplicationConfiguration: wanted }));
    return 'changed';
  } catch (error) {
    if (error instanceof Error && NOT_READY.test(error.message)) return 'pending';
    throw error;
  }
}

/** The last act: takes off what the keeper has put there, and nothing that somebody else has. */
export async function endReplication({ Bucket, EndedRules }: Ending, s3: Pick<S3Client, 'send'>): Promise<Outcome> {
  const rules = (await readReplication(Bucket, s3))?.Rules ?? [];
  const isOurs = rules.length > 0 && rules.every(({ ID = '' }) => EndedRules.includes(ID));
  if (!isOurs) return 'unchanged';
  await s3.send(new DeleteBucketReplicationCommand({ Bucket }));
  return 'changed';
}

async function readReplication(
  Bucket: string,
  s3: Pick<S3Client, 'send'>,
): Promise<ReplicationConfiguration | undefined> {
  try {
    return (await s3.send(new GetBucketReplicationCommand({ Bucket }))).ReplicationConfiguration;
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplicationConfigurationNotFoundError') return undefined;
    throw error;
  }
}

/**
 * Whether everything desired is there. S3 may add defaults of its own and leaves empty text out; one more rule, though, is
 * not what was desired.
 */
export function isAsDesired(desired: unknown, actual: unknown): boolean {
  if (desired === undefined || desired === '') return actual === undefined || actual === '';
  if (Array.isArray(desired)) {
    return (
      Array.isArray(actual) &&
      desired.length === actual.length &&
      desired.every((value, index) => isAsDesired(value, actual[index]))
    );
  }
  if (typeof desired === 'object' && desired !== null) {
    const found = (actual ?? {}) as Record<string, unknown>;
    return Object.entries(desired).every(([key, value]) => isAsDesired(value, found[key]));
  }
  return desired === actual;
}

/** S3 adds no key by itself: one that is not desired any more is left from before. */
function keysOf(configuration: ReplicationConfiguration | undefined): string {
  return JSON.stringify(configuration?.Rules?.map(rule => rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID));
}

let client: S3Client | undefined;

/** Called on a schedule, with the request that describes the replication, or asks for its end. */
export async function handler(request: PutBucketReplicationCommandInput | Ending): Promise<{ outcome: Outcome }> {
  client ??= new S3Client({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  const outcome = await ('EndedRules' in request ? endReplication(request, client) : keepReplication(request, client));
  console.log(JSON.stringify({ bucket: request.Bucket, outcome }));
  return { outcome };
}
