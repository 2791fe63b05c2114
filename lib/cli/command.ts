import * as fs from 'fs';
import * as path from 'path';
import { fail } from '../private/errors';
import { readAssembly } from '../checks/judging';
import { didYouMean } from '../private/nearest';
import { FINDING_FORMATS } from './formats';
import { DIFF_USAGE, runDiff } from './diff-command';
import { parseStrictly } from './parse';
import { REDRIVE_USAGE, runRedrive } from './redrive-command';
import { ROLLOUT_USAGE, runRollout } from './rollout-command';
import { reportSection } from './report-section';
import { rulesSection } from './rules-section';
import { type CheckSection, type SectionResult } from './section';
import { SourcePlaces } from './source-places';

/** Version of the JSON output; a property that goes or changes its meaning raises it. */
const SCHEMA_VERSION = 1;

/** The parts of the check, in the order of the output. */
const SECTIONS: readonly CheckSection[] = [rulesSection, reportSection];

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => CommandAnswer>> = {
  check: runCheck,
  diff: runDiff,
  redrive: args => runRedrive(args),
  rollout: args => runRollout(args),
};
const FORMATS = ['text', 'json', ...Object.keys(FINDING_FORMATS)];

/** How to use `check`. */
const CHECK_USAGE = `Usage: cdk-resilient-serverless check [cdk.out] [options]

Checks the reliability of any CDK app from its cloud assembly (what "cdk synth" writes).

Options:
  --format <format>    what to print (default: text)
                         text      for people
                         json      all that is known
                         sarif     for code scanning
                         junit     for servers of CI
                         markdown  for a comment on a pull request
                         github    annotations of GitHub Actions
  --out <file>         where to write it, in place of the terminal
  --strict             warnings fail the check too
  -h, --help           this text

Exit status: 0 nothing found, 1 errors found (with --strict: or warnings), 2 input that cannot be checked.
`;

const OPTIONS = {
  format: { type: 'string' },
  out: { type: 'string' },
  strict: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the command line asks for. */
interface CheckOptions {
  readonly directory: string;
  readonly format: string;
  readonly out?: string;
  readonly strict: boolean;
  readonly help: boolean;
}

/** What a command answers: text for standard output, and the exit status. */
export interface CommandAnswer {
  readonly output: string;
  readonly status: 0 | 1;
}

/**
 * Runs the command that the first argument names.
 *
 * Fails with `CommandUnknown`, `ArgumentInvalid` or what reading the input throws
 */
export function runCommand([name, ...args]: readonly string[]): CommandAnswer {
  if (name === '-h' || name === '--help') {
    return { output: `${CHECK_USAGE}\n${DIFF_USAGE}\n${REDRIVE_USAGE}\n${ROLLOUT_USAGE}`, status: 0 };
  }
  if (name === '--version') return { output: `${versionOfPackage()}\n`, status: 0 };
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args);
  const given =
    name === undefined
      ? 'no command was given'
      : `there is no command "${name}"${didYouMean(name, Object.keys(COMMANDS))}`;
  return fail(undefined, 'CommandUnknown', `${given}; write "cdk-resilient-serverless check cdk.out"`);
}

/** As the package says it; the sources lie as deep as what is built from them. */
function versionOfPackage(): string {
  const manifest = fs.readFileSync(path.join(__dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function runCheck(args: readonly string[]): CommandAnswer {
  const options = parse(args);
  if (options.help) return { output: CHECK_USAGE, status: 0 };
  const model = readAssembly(options.directory);
  const results = SECTIONS.map(section => ({ key: section.key, ...section.examine(model, options.directory) }));
  const failed = results.some(result => result.errors > 0 || (options.strict && result.warnings > 0));
  const output = render(results, options);
  if (options.out !== undefined) writeOutput(options.out, output);
  return { output: options.out === undefined ? output : '', status: failed ? 1 : 0 };
}

function render(results: readonly (SectionResult & { readonly key: string })[], options: CheckOptions): string {
  const { format, directory } = options;
  if (Object.hasOwn(FINDING_FORMATS, format)) {
    const findings = results.flatMap(result => result.reported);
    return FINDING_FORMATS[format]({ findings, places: new SourcePlaces(directory), version: versionOfPackage() });
  }
  if (format === 'text') return `${results.map(result => result.text.join('\n')).join('\n\n')}\n`;
  const parts = Object.fromEntries(results.map(result => [result.key, result.json]));
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...parts }, undefined, 2)}\n`;
}

/** Fails with `OutputFailed` where the file cannot be written. */
function writeOutput(file: string, output: string): void {
  try {
    fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    fs.writeFileSync(file, output);
  } catch (error) {
    fail(
      undefined,
      'OutputFailed',
      `"${file}" cannot be written: ${(error as Error).message}; give --out another file`,
    );
  }
}

function parse(args: readonly string[]): CheckOptions {
  const { values, positionals } = parseStrictly(args, OPTIONS);
  const [directory = 'cdk.out', ...rest] = positionals;
  const format = values.format ?? 'text';
  if (rest.length > 0) {
    fail(undefined, 'ArgumentInvalid', `"${rest[0]}" is one argument too many; the check reads one directory`);
  }
  if (!FORMATS.includes(format)) {
    fail(
      undefined,
      'ArgumentInvalid',
      `--format is "${format}"${didYouMean(format, FORMATS)}; write one of ${FORMATS.join(', ')}`,
    );
  }
  return { directory, format, out: values.out, strict: values.strict === true, help: values.help === true };
}
