import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a region writes about itself, again and again. */
export interface Written {
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number;
}

/** A region writes twice a second; one under load gets this long. */
const PATIENCE_MILLIS = 5000;
const POLL_MILLIS = 50;

/**
 * What each region has written into `<kind>-<region>.json`: of those that are up, everything until now; of the others, what
 * they had written before they went away.
 */
export function readWritten<T extends Written>(
  directory: string,
  kind: string,
  regions: readonly string[],
  isUp: (region: string) => boolean,
  nothing: (region: string) => T,
): Promise<T[]> {
  const asked = Date.now();
  return Promise.all(
    regions.map(async region => {
      const file = join(directory, `${kind}-${region}.json`);
      for (;;) {
        const found = await read<T>(file);
        const isLate = Date.now() > asked + PATIENCE_MILLIS;
        if (found !== undefined && (found.writtenAt >= asked || isLate || !isUp(region))) return found;
        if (isLate || !isUp(region)) return nothing(region);
        await wait(POLL_MILLIS);
      }
    }),
  );
}

async function read<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
