#!/usr/bin/env node
import { ResilienceError } from '../private/errors';
import { runCommand } from './command';

/** Exit status for input that cannot be checked, and for a failure of the check itself. */
const BAD_INPUT = 2;

/** Runs the command with arguments as a shell gives them, and returns the exit status. */
export function main(args: readonly string[]): number {
  try {
    const { output, status } = runCommand(args);
    process.stdout.write(output);
    return status;
  } catch (error) {
    process.stderr.write(`${error instanceof ResilienceError ? error.message : (error as Error).stack}\n`);
    return BAD_INPUT;
  }
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
