import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment } from '../environment';
import { ROOT } from '../paths';
import { type SuiteResult } from '../results';
import { renderTable } from './table';

const PAGE = join(ROOT, 'docs/performance.md');

/** Rewrites what stands between a suite's markers in docs/performance.md, and nothing else. */
export function updatePage(results: readonly SuiteResult[]): void {
  const page = results.reduce(
    (text, result) => replaceBetweenMarkers(text, result.name, renderSuite(result)),
    readFileSync(PAGE, 'utf8'),
  );
  writeFileSync(PAGE, page);
}

function replaceBetweenMarkers(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${PAGE} has no markers "${begin}" and "${end}"; put them back`);
  return `${page.slice(0, from + begin.length)}\n\n${content}\n\n${page.slice(to)}`;
}

function renderSuite({ comparisons, environment }: SuiteResult): string {
  return [...comparisons.map(renderTable), renderEnvironment(environment)].join('\n\n');
}

function renderEnvironment({ date, node, platform, processor, cores, load, versions }: Environment): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `_${date}, Node.js ${node}, ${platform}, ${cores} cores (${processor}), load ${load.toFixed(1)}; ${packages.join(', ')}._`;
}
