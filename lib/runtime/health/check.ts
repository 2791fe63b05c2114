/** Something without which the region cannot serve. */
export interface Check {
  /** Asks it; rejects when it does not answer well. */
  ask(signal: AbortSignal): Promise<unknown>;
  /** Time of one attempt; all attempts together get `ALL_ATTEMPTS_MILLIS`. */
  readonly attemptMillis?: number;
}

/** `ok`, `throttled`, or the name of the error. */
export type Finding = string;

/** Two attempts stay well under the 2 s after which a health checker gives up. */
export const ALL_ATTEMPTS_MILLIS = 1200;
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

/** Whether a region can serve in spite of a finding. */
export function isWell(finding: Finding): boolean {
  return finding === 'ok' || finding === 'throttled';
}

/** Asks, and asks once more before it counts as failed, where time is left. */
export async function probe({ ask, attemptMillis = ATTEMPT_MILLIS }: Check): Promise<Finding> {
  let finding: Finding = 'Unknown';
  let left = ALL_ATTEMPTS_MILLIS;
  for (let attempts = 0; attempts < ATTEMPTS && left > 0; attempts++) {
    const startedAt = performance.now();
    finding = await attempt(ask, Math.min(attemptMillis, left));
    if (isWell(finding)) break;
    left -= finding === 'Timeout' ? attemptMillis : performance.now() - startedAt;
  }
  return finding;
}

/** Asks once. */
export async function attempt(ask: Check['ask'], millis: number): Promise<Finding> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Finding>(resolve => {
    timer = setTimeout(() => {
      resolve('Timeout');
      abort.abort();
    }, millis);
  });
  const asked = Promise.resolve()
    .then(() => ask(abort.signal))
    .then(() => 'ok', findingOf);
  return Promise.race([asked, timeout]).finally(() => clearTimeout(timer));
}

function findingOf(error: unknown): Finding {
  const name = error instanceof Error ? error.name : String(error);
  const status = (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
  return BUSY.has(name) || status === TOO_MANY_REQUESTS ? 'throttled' : name;
}
