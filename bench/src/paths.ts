import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `bench/`. */
export const BENCH = dirname(dirname(fileURLToPath(import.meta.url)));

/** The project. */
export const ROOT = dirname(BENCH);

/** Everything that this run makes and removes again. */
export const WORK = join(BENCH, '.work', String(process.pid));

export const RESULTS = join(BENCH, 'results');

/** A compiled case, by its path below `src/cases` without extension. */
export function caseFile(name: string): string {
  return join(WORK, 'cases', `${name}.cjs`);
}
