import { spawn } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { type DrillReport } from '../../drill/measure/model.js';

export const ROOT = path.resolve(__dirname, '../..');

export interface DrillRun {
  readonly status: number | null;
  /** What a person sees. */
  readonly output: string;
  readonly report: DrillReport;
  /** Folder with report.json and index.html. */
  readonly directory: string;
}

/** Runs the drill as a user does, as a process of its own, and reads its report. */
export async function drill(args: readonly string[], cwd = ROOT): Promise<DrillRun> {
  const directory = mkdtempSync(path.join(tmpdir(), 'drill-test-'));
  const { status, output } = await run(
    'node',
    [path.join(ROOT, 'drill/build/cli/cli.js'), ...args, '--out', directory],
    cwd,
  );
  const file = path.join(directory, 'report.json');
  if (!existsSync(file)) throw new Error(`the drill ended with ${status} and without a report:\n${output}`);
  return { status, output, directory, report: JSON.parse(readFileSync(file, 'utf8')) as DrillReport };
}

export function discard(runs: readonly (DrillRun | undefined)[]): void {
  for (const finished of runs) if (finished) rmSync(finished.directory, { recursive: true, force: true });
}

/** Runs a command to its end; everything that it prints is in `output`. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // Jest's process.env is a copy that children do not inherit by themselves.
    const child = spawn(command, args, { cwd, env: { ...process.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    child.on('error', reject);
    child.on('close', status => resolve({ status, output }));
  });
}

/** Synthesizes the reference app with its domain, and somebody who is told of alarms. */
export async function synthReferenceApp(output: string): Promise<void> {
  const domain = ['domainName=files.example.com', 'zoneName=example.com', 'hostedZoneId=Z0123456789ABCDEFGHIJ'];
  const context = [...domain, 'operator=on-call@example.com'];
  const args = ['cdk', 'synth', '--quiet', '--output', output, ...context.flatMap(value => ['--context', value])];
  const { status, output: printed } = await run('npx', args, ROOT);
  if (status !== 0) throw new Error(`the reference app does not synthesize:\n${printed}`);
}
