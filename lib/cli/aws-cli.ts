import { execFileSync } from 'child_process';
import { fail } from '../private/errors';

/** Runs the AWS CLI and reads the JSON that it prints. */
export type Aws = (args: readonly string[]) => unknown;

/** The AWS CLI of this machine. Fails with `AwsCliFailed` and its own words. */
export const awsCli: Aws = args => {
  try {
    const printed = execFileSync('aws', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return JSON.parse(printed) as unknown;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return fail(undefined, 'AwsCliFailed', `aws ${args.slice(0, 2).join(' ')}: ${stderr?.trim() || message}`);
  }
};

/** Waits without letting anything else run, which nothing in a command does. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
