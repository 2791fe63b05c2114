import { spawnSync } from 'child_process';
import { readAssembly } from '../checks/judging';
import { fail } from '../private/errors';
import { didYouMean } from '../private/nearest';
import { type Aws, awsCli, sleep } from './aws-cli';
import { parseStrictly } from './parse';

/** How to use the command. */
export const ROLLOUT_USAGE = `Usage: cdk-resilient-serverless rollout [cdk.out] [options]

Deploys an app region by region, and watches the alarms of each region for a while before the next one. It stops where a
deployment fails or an alarm rings: the regions after it keep the version that they have.
Needs the CDK CLI and the AWS CLI, with credentials that may deploy and read alarms.

Options:
  --regions <a,b,…>    order of the regions (default: that of the PRIMARY record first, the others as the app has them)
  --bake <minutes>     how long alarms are watched after a region (default: 10)
  -h, --help           this text

Exit status: 0 every region has the new version, 1 stopped before that, 2 it could not begin.
`;

const OPTIONS = {
  regions: { type: 'string' },
  bake: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the command needs of the machine that it runs on. */
interface RolloutTools {
  readonly aws: Aws;
  /** Deploys stacks, and returns the exit status. */
  cdk(assembly: string, stacks: readonly string[]): number | null;
  /** Tells how far it is. */
  say(line: string): void;
  /** Waits for so many seconds. */
  wait(seconds: number): void;
}

/** The stacks of a region, which are deployed together. */
interface Wave {
  readonly region: string;
  readonly stacks: readonly { readonly path: string; readonly stackName: string }[];
}

const LOOK_SECONDS = 15;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const MOST_NAMES = 100;

const TOOLS: RolloutTools = {
  aws: awsCli,
  cdk: (assembly, stacks) =>
    spawnSync('npx', ['cdk', 'deploy', ...stacks, '--app', assembly, '--exclusively', '--require-approval', 'never'], {
      stdio: 'inherit',
    }).status,
  say: line => void process.stderr.write(`${line}\n`),
  wait: seconds => {
    sleep(seconds * 1000);
  },
};

/**
 * Runs the command with the arguments that follow its name.
 *
 * Fails with `ArgumentInvalid`, `RolloutRegionUnknown`, `RolloutUnsupported`, `AwsCliFailed` or what reading an assembly throws
 */
export function runRollout(args: readonly string[], tools = TOOLS): { output: string; status: 0 | 1 } {
  const { values, positionals } = parseStrictly(args, OPTIONS);
  if (values.help) return { output: ROLLOUT_USAGE, status: 0 };
  const [assembly = 'cdk.out'] = positionals;
  const minutes = minutesOf(values.bake);
  const waves = wavesOf(assembly, values.regions?.split(','));
  for (const [index, wave] of waves.entries()) {
    const kept = waves.slice(index + 1).map(({ region }) => region);
    const problem = deploy(assembly, wave, kept.length > 0 ? minutes : 0, tools);
    if (problem) return { output: `${problem}${keptText(kept)}\n`, status: 1 };
  }
  return { output: `${waves.map(({ region }) => region).join(', ')}: deployed, in this order\n`, status: 0 };
}

/** Deploys a wave and watches it; what is wrong with it, or undefined. */
function deploy(assembly: string, { region, stacks }: Wave, minutes: number, tools: RolloutTools): string | undefined {
  const alarms = (): string[] => alarmsOf(region, stacks, tools.aws);
  const before = new Set(ringing(region, alarms(), tools.aws));
  tools.say(`${region}: deploying ${stacks.map(({ path }) => path).join(', ')}`);
  const status = tools.cdk(
    assembly,
    stacks.map(({ path }) => path),
  );
  if (status !== 0) return `${region}: the deployment failed, and CloudFormation took it back`;
  if (minutes === 0) return undefined;
  const watched = alarms();
  for (let seconds = 0; seconds < minutes * 60; seconds += LOOK_SECONDS) {
    if (seconds % 60 === 0) tools.say(`${region}: ${watched.length} alarms watched, ${seconds / 60} of ${minutes} min`);
    tools.wait(LOOK_SECONDS);
    const rings = ringing(region, watched, tools.aws).filter(name => !before.has(name));
    if (rings.length > 0) {
      return `${region}: ${rings.join(', ')} in ALARM since the deployment; deploy the version before to ${region} again, or mend it`;
    }
  }
  return undefined;
}

function keptText(regions: readonly string[]): string {
  if (regions.length === 0) return '';
  return `; ${regions.join(', ')} ${regions.length === 1 ? 'keeps' : 'keep'} the version before`;
}

/** Names of the alarms that stacks have by now; a stack that is not deployed yet has none. */
function alarmsOf(region: string, stacks: Wave['stacks'], aws: Aws): string[] {
  const cli = (...words: string[]): unknown => aws([...words, '--region', region, '--output', 'json']);
  const { StackSummaries } = cli('cloudformation', 'list-stacks') as {
    StackSummaries: { StackName: string; StackStatus: string }[];
  };
  const there = new Set(
    StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => StackName),
  );
  return stacks
    .filter(({ stackName }) => there.has(stackName))
    .flatMap(({ stackName }) => {
      const answer = cli('cloudformation', 'list-stack-resources', '--stack-name', stackName);
      return (
        answer as { StackResourceSummaries: { ResourceType: string; PhysicalResourceId: string }[] }
      ).StackResourceSummaries.filter(({ ResourceType }) => ResourceType === 'AWS::CloudWatch::Alarm').map(
        ({ PhysicalResourceId }) => PhysicalResourceId,
      );
    });
}

function ringing(region: string, names: readonly string[], aws: Aws): string[] {
  const parts = Array.from({ length: Math.ceil(names.length / MOST_NAMES) }, (_, index) =>
    names.slice(index * MOST_NAMES, (index + 1) * MOST_NAMES),
  );
  return parts.flatMap(part => {
    const which = ['--alarm-names', ...part, '--state-value', 'ALARM'];
    const answer = aws(['cloudwatch', 'describe-alarms', ...which, '--region', region, '--output', 'json']);
    return (answer as { MetricAlarms: { AlarmName: string }[] }).MetricAlarms.map(({ AlarmName }) => AlarmName);
  });
}

function wavesOf(directory: string, order: readonly string[] | undefined): Wave[] {
  const all = readAssembly(directory).stacks.filter(({ input }) => input.parent === undefined);
  const regions = [...new Set(all.flatMap(({ region }) => region ?? []))];
  if (regions.length < 2) {
    fail(
      undefined,
      'RolloutUnsupported',
      `the app has ${regions.length === 1 ? `one region, ${regions[0]}` : 'no stack with a known region'}, and there is nothing to do one after the other; use "cdk deploy"`,
    );
  }
  for (const region of order?.filter(each => !regions.includes(each)) ?? []) {
    fail(
      undefined,
      'RolloutRegionUnknown',
      `the app has no region "${region}"${didYouMean(region, regions)}; its regions are ${regions.join(', ')}`,
    );
  }
  const isPrimary = (region: string): boolean =>
    all.some(({ region: own, templateResources }) => {
      const failovers = Object.values(templateResources).map(({ Properties }) => Properties?.Failover);
      return own === region && failovers.includes('PRIMARY');
    });
  const sorted = order ?? [...regions].sort((one, other) => Number(isPrimary(other)) - Number(isPrimary(one)));
  return sorted.map(region => ({ region, stacks: all.filter(stack => stack.region === region) }));
}

function minutesOf(text = '10'): number {
  const minutes = Number(text);
  if (Number.isInteger(minutes) && minutes >= 0) return minutes;
  return fail(undefined, 'ArgumentInvalid', `--bake is "${text}"; give a whole number of minutes, 0 or more`);
}
