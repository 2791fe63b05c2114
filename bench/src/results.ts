import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment } from './environment';
import { RESULTS } from './paths';
import { type ComparisonResult } from './runner';

export interface SuiteResult {
  readonly name: string;
  readonly about: string;
  readonly environment: Environment;
  readonly comparisons: readonly ComparisonResult[];
}

const LATEST = join(RESULTS, 'latest.json');

/** The results of the last runs, one a suite. */
function readResults(): SuiteResult[] {
  return existsSync(LATEST) ? (JSON.parse(readFileSync(LATEST, 'utf8')) as SuiteResult[]) : [];
}

/** Puts a suite's results in the place of its earlier ones; a run of one suite keeps the others'. */
export function saveResult(result: SuiteResult, order: readonly string[]): SuiteResult[] {
  const others = readResults().filter(({ name }) => name !== result.name);
  const all = [...others, result].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(LATEST, `${JSON.stringify(all, undefined, 2)}\n`);
  return all;
}
