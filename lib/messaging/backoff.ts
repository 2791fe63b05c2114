/** Seconds until an object is tried again: the first time, and at most. */
const BACKOFF = { firstSeconds: 30, mostSeconds: 900 } as const;

/** Seconds between an attempt and the next one: as long again as it has waited already, and at most a quarter of an hour. */
export function waitAfter(attempt: number): number {
  return Math.min(BACKOFF.firstSeconds * 2 ** (Math.max(attempt, 1) - 1), BACKOFF.mostSeconds);
}
