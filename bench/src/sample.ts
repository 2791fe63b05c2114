import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { type Readable } from 'node:stream';
import { WORK } from './paths';
import { type Comparison, type Contender } from './suite';

/** Figures of one measurement, by the key of their measure. */
export type Sample = Readonly<Record<string, number>>;

const LIMIT_MS = 5 * 60_000;

const RUNS = join(WORK, 'runs');

/** Runs a contender once, in a fresh process and a fresh directory, which stays until `removeRuns`. */
export async function takeSample(comparison: Comparison, contender: Contender): Promise<Sample> {
  mkdirSync(RUNS, { recursive: true });
  const directory = mkdtempSync(join(RUNS, 'run-'));
  comparison.prepare?.(directory);
  if (comparison.repeated) await runOnce(contender, directory);
  comparison.edit?.(directory);
  return await runOnce(contender, directory);
}

/** Deletes the directories of all runs. Not after each: the file system goes on with it while the next one is measured. */
export function removeRuns(): void {
  rmSync(RUNS, { recursive: true, force: true });
}

async function runOnce(contender: Contender, cwd: string): Promise<Sample> {
  const started = performance.now();
  const child = spawn(process.execPath, contender.command, {
    cwd,
    env: environment(cwd),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  const stop = (): boolean => child.kill();
  process.once('exit', stop);
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('exit', resolve));
  const [errors, measures, status] = await Promise.all([
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    ended,
  ]);
  process.off('exit', stop);
  const wall = performance.now() - started;
  if (status !== 0) throw new Error(`${contender.name} ended with status ${status}:\n${errors.slice(-4000)}`);
  return { process: wall, ...(measures === '' ? {} : (JSON.parse(measures) as Sample)) };
}

/** The same for everybody; CDK's own template validation takes seconds and would hide what is measured. */
function environment(cwd: string): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '', CDK_VALIDATION: 'false', TMPDIR: cwd };
}
