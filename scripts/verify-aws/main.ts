/** `npm run verify:aws`: what only AWS can tell, asked there and in the local cloud. */
import { writeFileSync } from 'fs';
import { createInterface } from 'readline/promises';
import { awsTarget } from './aws-target';
import { checksToRun } from './claims';
import { synth } from './command';
import { localTarget } from './local-target';
import { parseOptions, USAGE, type Options } from './options';
import { renderTable, rowsOf } from './result';
import { type Target } from './target';
import { visit, type Checks, type Visit } from './verify';

const COST = 'less than 2 USD, for an hour of some 60 alarms, a few requests, and copies of a few kB';

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) return (say(USAGE), 0);
  const options = parseOptions(args);
  const checks = checksToRun(options.only);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => (say(`${name}: everything is taken down first`), stop.abort(new Error(name))));
  }
  const aws = options.localOnly ? undefined : await awsTarget(options.regions);
  if (aws && !options.yes && !(await agrees(aws, options))) return (say('Nothing was deployed.'), 1);
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(options.timeoutMinutes * 60_000)]);
  const local = await closing(await localTarget(options.regions), options, checks, signal);
  const remote = aws && !local.failure ? await closing(aws, options, checks, signal) : undefined;
  return report(options, checks, local, remote);
}

async function closing(target: Target, options: Options, checks: Checks, signal: AbortSignal): Promise<Visit> {
  try {
    return await visit(target, options, checks, { synth, say, signal });
  } finally {
    await target.close();
  }
}

async function agrees({ account, regions }: Target, { prefix, timeoutMinutes }: Options): Promise<boolean> {
  say(`Account ${account}, ${regions.join(' and ')}: stacks, buckets and a table whose names begin with "${prefix}".`);
  say(`They are there for up to ${timeoutMinutes} minutes, cost ${COST}, and are deleted with all that is in them.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Type ${prefix} to begin: `);
  terminal.close();
  return answer.trim() === prefix;
}

function report({ out }: Options, { inTurn, together }: Checks, local: Visit, aws?: Visit): number {
  const rows = rowsOf([...inTurn, ...together], local.seen, aws?.seen);
  const left = [...local.left, ...(aws?.left ?? [])];
  writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), rows, left }, null, 2)}\n`);
  say(`\n${renderTable(rows)}\n\n${out}`);
  for (const visited of [local, aws]) if (visited?.failure) say(`\nEnded early: ${visited.failure.message}`);
  if (left.length > 0) say(`\nNot removed, by hand please:\n${left.map(each => `- ${each}`).join('\n')}`);
  const isSound = left.length === 0 && !local.failure && !aws?.failure && rows.every(row => row.verdict !== 'differs');
  return isSound ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

void main(process.argv.slice(2)).then(
  status => (process.exitCode = status),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
