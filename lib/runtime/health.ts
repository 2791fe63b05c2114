import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

/** Asks one dependency; rejects when it does not answer well. */
export type Check = (signal: AbortSignal) => Promise<unknown>;

export interface HealthSettings {
  /** What is asked, by the name that the log shows. The answer has the results in the same order, without names. */
  readonly checks: Record<string, Check>;
  readonly cacheMillis: number;
  readonly now?: () => number;
}

export interface HealthResponse {
  readonly statusCode: 200 | 503;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** `ok`, `throttled`, or the name of the error. */
type Finding = string;

/** Two attempts stay well under the 2 s after which a health checker gives up. */
const ATTEMPT_MILLIS = 600;
const ATTEMPTS = 2;

/** Errors by which a dependency says that it is alive and busy. */
const BUSY = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Says the same where an error has no name. */
const TOO_MANY_REQUESTS = 429;

/** A health route: asks its dependencies, at most once in the time of its cache and never twice at once. */
export function createHealthRoute({
  checks,
  cacheMillis,
  now = Date.now,
}: HealthSettings): () => Promise<HealthResponse> {
  let answer: HealthResponse | undefined;
  let answeredAt = 0;
  let asking: Promise<HealthResponse> | undefined;

  return () => {
    if (answer && now() - answeredAt < cacheMillis) return Promise.resolve(answer);
    asking ??= ask(checks).then(response => {
      [answer, answeredAt, asking] = [response, now(), undefined];
      return response;
    });
    return asking;
  };
}

async function ask(checks: Record<string, Check>): Promise<HealthResponse> {
  const findings = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<[string, Finding]> => [name, await probe(check)]),
  );
  const failed = findings.filter(([, finding]) => finding !== 'ok' && finding !== 'throttled');
  const healthy = failed.length === 0;
  // Names are for the operators: everybody may read the answer, and they tell the account.
  if (!healthy) console.error(JSON.stringify({ message: 'This region cannot serve', ...Object.fromEntries(failed) }));
  return {
    statusCode: healthy ? 200 : 503,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ healthy, region: process.env.AWS_REGION, checks: findings.map(([, finding]) => finding) }),
  };
}

async function probe(check: Check): Promise<Finding> {
  let finding: Finding = 'Unknown';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    finding = await attemptOnce(check);
    if (finding === 'ok' || finding === 'throttled') break;
  }
  return finding;
}

async function attemptOnce(check: Check): Promise<Finding> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Finding>(resolve => {
    timer = setTimeout(() => {
      resolve('Timeout');
      abort.abort();
    }, ATTEMPT_MILLIS);
  });
  const asked = Promise.resolve()
    .then(() => check(abort.signal))
    .then(() => 'ok', findingOf);
  return Promise.race([asked, timeout]).finally(() => clearTimeout(timer));
}

function findingOf(error: unknown): Finding {
  const name = error instanceof Error ? error.name : String(error);
  const status = (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
  return BUSY.has(name) || status === TOO_MANY_REQUESTS ? 'throttled' : name;
}

/**
 * The checks that the environment names: a count of one item for a table, a list of one key for a bucket. The head of a
 * bucket has no body, in which S3 says that it is merely busy, and no index behind it.
 */
export function checksFrom(
  environment: NodeJS.ProcessEnv,
  dynamo: Pick<DynamoDBClient, 'send'> = new DynamoDBClient({ maxAttempts: 1 }),
  s3: Pick<S3Client, 'send'> = new S3Client({ maxAttempts: 1 }),
): Record<string, Check> {
  const tables = names(environment.TABLE_NAMES).map((name): [string, Check] => [
    `table ${name}`,
    abortSignal => dynamo.send(new ScanCommand({ TableName: name, Limit: 1, Select: 'COUNT' }), { abortSignal }),
  ]);
  const buckets = names(environment.BUCKET_NAMES).map((name): [string, Check] => [
    `bucket ${name}`,
    abortSignal => s3.send(new ListObjectsV2Command({ Bucket: name, MaxKeys: 1 }), { abortSignal }),
  ]);
  return Object.fromEntries([...tables, ...buckets]);
}

function names(list: string | undefined): string[] {
  return (list ?? '').split(',').filter(name => name !== '');
}

/** Made at the first request, so that importing this file needs no environment. */
let route: (() => Promise<HealthResponse>) | undefined;

/** Answers the health route of an HTTP API. */
export async function handler(): Promise<HealthResponse> {
  route ??= createHealthRoute({
    checks: checksFrom(process.env),
    cacheMillis: Number(process.env.CACHE_SECONDS ?? 5) * 1000,
  });
  return route();
}
