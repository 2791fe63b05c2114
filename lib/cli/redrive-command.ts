import { readAssembly } from '../checks/judging';
import { fail } from '../private/errors';
import { didYouMean } from '../private/nearest';
import { type Aws, awsCli, sleep } from './aws-cli';
import { parseStrictly } from './parse';

/** How to use the command. */
export const REDRIVE_USAGE = `Usage: cdk-resilient-serverless redrive <construct path> [options]

Takes the dead letters of a Redrive back to where they failed, and waits until that has ended. Ctrl-C ends the waiting only.
Needs the AWS CLI, and credentials that may describe the stack and start the state machine (grantStart).

Options:
  --app <directory>    cloud assembly in which the Redrive is (default: cdk.out)
  --max <letters>      how many letters are moved at most
  --dry-run            move nothing, say how many letters there are
  -h, --help           this text

Exit status: 0 moved, 1 the redrive gave up or failed, 2 it could not be started.
`;

const OPTIONS = {
  app: { type: 'string' },
  max: { type: 'string' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Letters that the machine counts as one redrive ends. */
interface Result {
  readonly moved?: number;
  readonly setAside?: number;
  readonly ambiguous?: number;
  readonly left?: number;
  readonly cause?: string;
}

const OUTPUT = /^Redrive (.+)$/;
const LOOK_MILLIS = 2000;

/**
 * Runs the command with the arguments that follow its name.
 *
 * Fails with `ArgumentInvalid`, `RedriveNotFound`, `RedriveFailed`, `AwsCliFailed` or what reading an assembly throws
 */
export function runRedrive(
  args: readonly string[],
  aws: Aws = awsCli,
  look = LOOK_MILLIS,
): { output: string; status: 0 | 1 } {
  const { values, positionals } = parseStrictly(args, OPTIONS);
  if (values.help) return { output: REDRIVE_USAGE, status: 0 };
  if (positionals.length !== 1) {
    fail(
      undefined,
      'ArgumentInvalid',
      `one redrive is started at a time and ${positionals.length} were given; see --help`,
    );
  }
  const max = maxOf(values.max);
  const { stackName, region, output } = find(positionals[0], values.app ?? 'cdk.out');
  const cli = (...words: string[]): unknown =>
    aws([...words, '--output', 'json', ...(region ? ['--region', region] : [])]);
  const { machine, input } = startOf(cli('cloudformation', 'describe-stacks', '--stack-name', stackName), output);
  const wanted = { ...input, ...(max !== undefined && { max }), ...(values['dry-run'] && { dryRun: true }) };
  const started = cli(
    'stepfunctions',
    'start-execution',
    ...['--state-machine-arn', machine, '--input', JSON.stringify(wanted)],
  );
  return follow((started as { executionArn: string }).executionArn, cli, look);
}

function follow(
  execution: string,
  cli: (...words: string[]) => unknown,
  look: number,
): { output: string; status: 0 | 1 } {
  for (;;) {
    const { status, output, error, cause } = cli(
      'stepfunctions',
      'describe-execution',
      '--execution-arn',
      execution,
    ) as {
      readonly status: string;
      readonly output?: string;
      readonly error?: string;
      readonly cause?: string;
    };
    if (status === 'SUCCEEDED') return { output: render(JSON.parse(output ?? '{}') as Result), status: 0 };
    if (status !== 'RUNNING') {
      return {
        output: `${status}${error ? ` (${error})` : ''}: ${cause ?? 'see the execution'}\n${execution}\n`,
        status: 1,
      };
    }
    sleep(look);
  }
}

function render({ moved = 0, setAside = 0, ambiguous = 0, left = 0, cause }: Result): string {
  const words = `${moved} moved, ${setAside} set aside, ${ambiguous} that may have been sent twice, ${left} left`;
  return `${words}${cause ? `; ${cause}` : ''}\n`;
}

/** The stack and the output of the redrive at a path. */
function find(path: string, directory: string): { stackName: string; region?: string; output: string } {
  const found = readAssembly(directory).stacks.flatMap(({ stackName, region, template }) =>
    Object.entries(template.Outputs ?? {}).flatMap(([output, { Description }]) => {
      const at = OUTPUT.exec(String(Description ?? ''))?.[1];
      return at === undefined ? [] : [{ at, stackName, region, output }];
    }),
  );
  const paths = found.map(({ at }) => at);
  return (
    found.find(({ at }) => at === path) ??
    fail(
      undefined,
      'RedriveNotFound',
      `"${directory}" has no Redrive at "${path}"${didYouMean(path, paths)}; there ${paths.length > 0 ? `is ${paths.map(at => `"${at}"`).join(', ')}` : 'is none'}`,
    )
  );
}

function startOf(described: unknown, output: string): { machine: string; input: object } {
  const { Stacks: [{ Outputs = [] }] = [{}] } = described as {
    Stacks?: { Outputs?: { OutputKey: string; OutputValue: string }[] }[];
  };
  const value = Outputs.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
  if (value === undefined) {
    return fail(undefined, 'RedriveFailed', `the deployed stack has no output "${output}"; deploy the Redrive first`);
  }
  return JSON.parse(value) as { machine: string; input: object };
}

function maxOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const max = Number(text);
  if (Number.isInteger(max) && max >= 1) return max;
  return fail(undefined, 'ArgumentInvalid', `--max is "${text}"; give a whole number of letters, 1 or more`);
}
