import { parseArgs } from 'util';
import { fail } from '../private/errors';

/** An option of a command. */
interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

type Parsed<T extends Record<string, Option>> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;

/** What a command was given, by the options that it has. Fails with `ArgumentInvalid` for any other. */
export function parseStrictly<T extends Record<string, Option>>(args: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    return fail(undefined, 'ArgumentInvalid', `${(error as Error).message}; see --help`);
  }
}
