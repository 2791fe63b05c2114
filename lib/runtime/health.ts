import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createAgeMetric } from './health/age';
import { attempt, isWell, probe, type Check, type Finding } from './health/check';
import { createClients, type Clients } from './health/clients';
import { type Comeback } from './health/comeback';
import { Heartbeat, readHeartbeatTable, type HeartbeatTable } from './health/heartbeat';
import { handlerCheck, type AskedRoute } from './health/handler-check';

export interface HealthSettings {
  /** What is asked, by the name that the log shows. The answer has the results in the same order, without names. */
  readonly checks: Record<string, Check>;
  /** Heartbeats by the name that the log shows; without any, a region that comes back serves at once. */
  readonly heartbeats?: Record<string, Heartbeat>;
  readonly cacheMillis: number;
  /** Told of the age of the oldest heartbeat of another region, each time that the heartbeats are read. */
  readonly tellAge?: (ageMillis: number, now: number) => void;
  readonly now?: () => number;
}

export interface HealthResponse {
  readonly statusCode: 200 | 503;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What a region says of itself that could serve, and lacks what others wrote meanwhile. */
const CATCHING_UP = 'CatchingUp';

/** Together with all attempts of a check, the answer still comes before a health checker gives up. */
const BEAT_MILLIS = 300;

/** Shorter than this, and Route 53 has not left a region by its default settings: two intervals and more. */
const AWAY_MILLIS = 30_000;

/** Replication takes about a second, and another region asks itself once in the time of its cache. */
const FRESH_MILLIS = 10_000;

/** A health route: asks its dependencies, at most once in the time of its cache and never twice at once. */
export function createHealthRoute({
  checks,
  heartbeats = {},
  cacheMillis,
  tellAge,
  now = Date.now,
}: HealthSettings): () => Promise<HealthResponse> {
  let answer: HealthResponse | undefined;
  let answeredAt = 0;
  let asking: Promise<HealthResponse> | undefined;

  return () => {
    if (answer && now() - answeredAt < cacheMillis) return Promise.resolve(answer);
    asking ??= ask(checks, heartbeats, ageMillis => tellAge?.(ageMillis, now())).then(response => {
      [answer, answeredAt, asking] = [response, now(), undefined];
      return response;
    });
    return asking;
  };
}

async function ask(
  checks: Record<string, Check>,
  heartbeats: Record<string, Heartbeat>,
  tellAge: (ageMillis: number) => void,
): Promise<HealthResponse> {
  const comebacks = new Map<string, Comeback>();
  const looks = Object.entries(heartbeats).map(([name, heartbeat]): [string, Check] => [
    name,
    { ask: async signal => comebacks.set(name, await heartbeat.look(signal)) },
  ]);
  const asked = await Promise.all(
    [...Object.entries(checks), ...looks].map(async ([name, check]): Promise<[string, Finding]> => {
      const finding = await probe(check);
      return [name, isWell(finding) && comebacks.get(name)?.held ? CATCHING_UP : finding];
    }),
  );
  const ages = [...comebacks.values()].flatMap(({ ageMillis }) => ageMillis ?? []);
  if (ages.length > 0) tellAge(Math.max(...ages));
  const well = asked.every(([, finding]) => isWell(finding));
  const findings = [...asked, ...(await beat(heartbeats, comebacks, well))];
  const failed = findings.filter(([, finding]) => !isWell(finding));
  const healthy = failed.length === 0;
  // Names are for the operators: everybody may read the answer, and they tell the account.
  if (!healthy) console.error(JSON.stringify({ message: 'This region cannot serve', ...Object.fromEntries(failed) }));
  return {
    statusCode: healthy ? 200 : 503,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ healthy, region: process.env.AWS_REGION, checks: findings.map(([, finding]) => finding) }),
  };
}

/** Writes the heartbeats that were found, well or not: the others are to see that the region is there. */
function beat(
  heartbeats: Record<string, Heartbeat>,
  comebacks: ReadonlyMap<string, Comeback>,
  well: boolean,
): Promise<[string, Finding][]> {
  return Promise.all(
    [...comebacks].map(async ([name, comeback]): Promise<[string, Finding]> => [
      `write to ${name}`,
      await attempt(signal => heartbeats[name].beat(well, comeback, signal), BEAT_MILLIS),
    ]),
  );
}

/** The heartbeats that the environment names. */
export function heartbeatsFrom(
  environment: NodeJS.ProcessEnv,
  { dynamo }: Clients = createClients(),
): Record<string, Heartbeat> {
  const limits = {
    awayMillis: AWAY_MILLIS,
    freshMillis: cacheMillisOf(environment) + FRESH_MILLIS,
    longestHoldMillis: Number(environment.HOLD_SECONDS ?? 0) * 1000,
  };
  const tables = (JSON.parse(environment.HEARTBEATS ?? '[]') as HeartbeatTable[]).map(readHeartbeatTable);
  const region = environment.AWS_REGION ?? '';
  return Object.fromEntries(
    tables.map(table => [`heartbeat in ${table.name}`, new Heartbeat(dynamo, table, region, limits)]),
  );
}

function cacheMillisOf(environment: NodeJS.ProcessEnv): number {
  return Number(environment.CACHE_SECONDS ?? 5) * 1000;
}

/**
 * The checks that the environment names: a count of one item for a table, a list of one key for a bucket, a call for a
 * route of the service's function. The head of a bucket has no body, in which S3 says that it is merely busy, and no index
 * behind it.
 */
export function checksFrom(
  environment: NodeJS.ProcessEnv,
  { dynamo, lambda, s3 }: Clients = createClients(),
): Record<string, Check> {
  const tables = names(environment.TABLE_NAMES).map((name): [string, Check] => [
    `table ${name}`,
    {
      ask: abortSignal => dynamo.send(new ScanCommand({ TableName: name, Limit: 1, Select: 'COUNT' }), { abortSignal }),
    },
  ]);
  const buckets = names(environment.BUCKET_NAMES).map((name): [string, Check] => [
    `bucket ${name}`,
    { ask: abortSignal => s3.send(new ListObjectsV2Command({ Bucket: name, MaxKeys: 1 }), { abortSignal }) },
  ]);
  const routes = JSON.parse(environment.HANDLER_ROUTES ?? '[]') as AskedRoute[];
  const handler = routes.map((route): [string, Check] => [
    `handler ${route.method} ${route.path}`,
    handlerCheck(lambda, environment.HANDLER_ARN ?? '', route),
  ]);
  return Object.fromEntries([...tables, ...buckets, ...handler]);
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
    heartbeats: heartbeatsFrom(process.env),
    cacheMillis: cacheMillisOf(process.env),
    tellAge: createAgeMetric(process.env.AWS_LAMBDA_FUNCTION_NAME ?? ''),
  });
  return route();
}
