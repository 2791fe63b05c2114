import { spawn } from 'child_process';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');

/** Runs a command of the CDK CLI with the caller's own environment; what it prints is shown when it fails. */
export async function cdk(args: readonly string[], signal?: AbortSignal): Promise<void> {
  const command = [path.join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, '--ci', '--no-notices', '--no-color'];
  let output = '';
  const status = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    // The whole group: the app is a process of the CLI's.
    const end = (): void => void (child.exitCode === null && process.kill(-child.pid!, 'SIGTERM'));
    signal?.addEventListener('abort', end);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', code => {
      signal?.removeEventListener('abort', end);
      resolve(code);
    });
  });
  signal?.throwIfAborted();
  if (status !== 0) throw new Error(`"cdk ${args[0]}" failed:\n${output.split('\n').slice(-20).join('\n')}`);
}

/** Synthesizes the app of the checks below a prefix. */
export async function synth(
  prefix: string,
  [primary, standby]: readonly [string, string],
  output: string,
  signal: AbortSignal,
): Promise<void> {
  const app = `${process.execPath} --import tsx scripts/verify-aws/app/app.ts`;
  const context = [`prefix=${prefix}`, `primary=${primary}`, `standby=${standby}`].flatMap(pair => ['--context', pair]);
  await cdk(['synth', '--quiet', '--app', app, '--output', output, ...context], signal);
}
