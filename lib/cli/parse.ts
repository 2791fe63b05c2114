import { parseArgs, type ParseArgsConfig } from 'util';
import { fail } from '../private/errors';

/** What a command was given, by the options that it has. Fails with `ArgumentInvalid` for any other. */
export function parseStrictly<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    return fail(undefined, 'ArgumentInvalid', `${(error as Error).message}; see --help`);
  }
}
