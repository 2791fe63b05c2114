import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Command, InvalidArgumentError, Option } from 'commander';
import { compileCases } from './compile';
import { readEnvironment } from './environment';
import { ROOT, WORK } from './paths';
import { profile } from './profile';
import { drawCharts } from './report/chart';
import { updatePage } from './report/page';
import { renderTable } from './report/table';
import { type ComparisonResult, runComparison } from './runner';
import { saveResult, type SuiteResult } from './results';
import { type Suite } from './suite';
import { SUITES } from './suites';

interface Options {
  readonly suite?: string[];
  readonly rounds: number;
  readonly library: string;
  readonly everything: boolean;
  readonly profile: boolean;
  readonly save: boolean;
}

const NAMES = SUITES.map(({ name }) => name);

const command = new Command('bench')
  .description('Measures the library against its peers, in turns and in fresh processes.')
  .addOption(new Option('-s, --suite <names...>', 'only these suites').choices(NAMES))
  .option('-r, --rounds <number>', 'counted rounds', parseRounds, 5)
  .option('-l, --library <directory>', 'built library', resolve(ROOT, 'build'))
  .option('--everything', 'the slowest peer everywhere', false)
  .option('--profile', 'write CPU profiles of the constructs suite instead of measuring', false)
  .option('--no-save', 'print only: leave results, charts and docs/performance.md as they are')
  .parse();
const options = command.opts<Options>();
const library = resolve(options.library);
if (!existsSync(join(library, 'index.js'))) {
  command.error(`there is no built library in "${library}"; run "npm run build" in the project's root first`);
}

const started = performance.now();
process.once('SIGINT', () => process.exit(130));
process.once('exit', () => rmSync(WORK, { recursive: true, force: true }));

await compileCases(library);
if (options.profile) await profile(library, say);
else for (const suite of SUITES.filter(({ name }) => options.suite?.includes(name) ?? true)) await runSuite(suite);

async function runSuite(suite: Suite): Promise<void> {
  const comparisons: ComparisonResult[] = [];
  for (const comparison of suite.comparisons({ library, everything: options.everything })) {
    comparisons.push(await runComparison(comparison, options.rounds, say));
  }
  const { name, about } = suite;
  process.stdout.write(`\n# ${name}\n${about}\n\n${comparisons.map(renderTable).join('\n\n')}\n\n`);
  if (options.save) save({ name, about, environment: readEnvironment(library), comparisons });
}

function save(result: SuiteResult): void {
  const all = saveResult(result, NAMES);
  drawCharts(all);
  updatePage(all);
}

function say(line: string): void {
  const seconds = Math.round((performance.now() - started) / 1_000);
  process.stderr.write(`${String(seconds).padStart(4)} s  ${line}\n`);
}

function parseRounds(value: string): number {
  const rounds = Number(value);
  if (!Number.isInteger(rounds) || rounds < 1) throw new InvalidArgumentError('a whole number from 1 on is needed');
  return rounds;
}
