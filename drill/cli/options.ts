import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { didYouMean } from '../support/did-you-mean.js';
import { DEFAULTS, type DrillOptions } from '../run/drill.js';
import { FAULT_CHOICES, type FaultChoice } from '../faults/registry.js';
import { IAM_MODES, type IamMode } from '../cloud/decisions.js';
import { SERVICE_NAMES } from '../cloud/service-faults.js';
import { packageFile } from '../support/package-file.js';
import { type Code } from '../support/codes.js';
import { DrillError } from '../support/errors.js';

/** What the command line says. */
export interface CliOptions extends DrillOptions {
  /** Prints the report as JSON instead of text. */
  readonly json: boolean;
  /** Tells where the real time went. */
  readonly timing: boolean;
  /** How often the drill is made, on one deployment. */
  readonly repeat: number;
  /** Leaves the cloud running after the drill until Ctrl-C. */
  readonly keep: boolean;
}

/** The options as they are written, before any check. */
interface Written {
  readonly app?: string;
  readonly workload?: string;
  readonly fault: string;
  readonly service?: string;
  readonly share?: string;
  readonly region?: string;
  readonly nextRegion?: string;
  readonly experiment?: string;
  readonly scenario?: string;
  readonly speed: string;
  readonly replication: string;
  readonly replicationResumesAfter?: string;
  readonly iam: string;
  readonly baseline: string;
  readonly rto?: string;
  readonly rpo?: string;
  readonly notify?: string;
  readonly out: string;
  readonly port?: string;
  readonly seed?: string;
  readonly context: string[];
  readonly repeat: string;
  readonly metrics: boolean;
  readonly keep: boolean;
  readonly timing: boolean;
  readonly json: boolean;
}

/** Of `--notify`: it is not asked who is told. */
const NOT_ASKED = 'off';
const OUTAGES = 'outages';
const WORKLOAD_FILE = 'drill.workload.json';
const REPLICATION_MODES = ['on', 'off'];
const HIGHEST_PORT = 65_535;
const MOST_REPETITIONS = 100;
/** Health checkers and clients are never given less than some real time: beyond this the bound would not hold locally. */
const HIGHEST_SPEED = 40;

/**
 * Reads the command line of a drill in a directory: `cdk.json` there gives the app, as for the CDK CLI.
 *
 * @throws DrillError `OptionUnknown`, `OptionInvalid`, `FaultUnknown`, `SpeedOutOfRange` or `AppMissing`; all that is wrong
 * at once.
 * @throws CommanderError with exit code 0 after `--help` and `--version`.
 */
export function parseArguments(args: readonly string[], directory: string): CliOptions {
  const written = parse(args);
  const check = new Checks();
  const objectives = {
    rtoSeconds: check.optional('--rto', written.rto),
    rpoSeconds: check.optional('--rpo', written.rpo),
    notifySeconds: written.notify === NOT_ASKED ? undefined : check.optional('--notify', written.notify),
  };
  const options: CliOptions = {
    app: check.app(written.app, directory),
    cwd: directory,
    context: check.context(written.context),
    workload: workloadFile(written, directory),
    fault: check.fault(written.fault),
    service: written.service,
    share: check.share('--share', written.share),
    region: written.region,
    nextRegion: written.nextRegion,
    experiment: written.experiment,
    scenario: written.scenario === undefined ? undefined : scenarioFile(written.scenario, directory),
    speed: check.speed(written.speed),
    replication: check.oneOf('--replication', written.replication, REPLICATION_MODES) as 'on' | 'off',
    replicationResumesAfter: check.optional('--replication-resumes-after', written.replicationResumesAfter),
    iam: check.oneOf('--iam', written.iam, IAM_MODES) as IamMode,
    baselineSeconds: check.positive('--baseline', written.baseline),
    objectives,
    notice: written.notify !== NOT_ASKED,
    out: written.out,
    port: check.optionalWhole('--port', written.port, 1, HIGHEST_PORT),
    seed: check.optionalWhole('--seed', written.seed, 0, Number.MAX_SAFE_INTEGER),
    repeat: check.whole('--repeat', written.repeat, 1, MOST_REPETITIONS),
    metrics: written.metrics,
    keep: written.keep,
    timing: written.timing,
    json: written.json,
  };
  if (options.keep && options.repeat > 1) {
    check.together('--keep', '--repeat', 'the cloud of several runs is not left running');
  }
  for (const other of ['region', 'nextRegion'] as const) {
    if (written.experiment !== undefined && written[other] !== undefined) {
      const option = other === 'region' ? '--region' : '--next-region';
      check.together('--experiment', option, 'an experiment is in the region of its template');
    }
  }
  for (const [option, given] of Object.entries({
    '--region': written.region,
    '--next-region': written.nextRegion,
    '--experiment': written.experiment,
    '--service': written.service,
  })) {
    if (written.scenario !== undefined && given !== undefined) {
      check.together('--scenario', option, 'a scenario says what happens where');
    }
  }
  check.throwIfAny();
  return options;
}

function parse(args: readonly string[]): Written {
  const command = createCommand();
  try {
    return command.parse(args, { from: 'user' }).opts<Written>();
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode === 0) throw error;
    const message = error.message.replace(/^error: /, '').replace(/\n\(Did (.*)\)$/, '; did $1');
    throw new DrillError('OptionUnknown', `${message}; "cdk-failover-drill --help" lists the options`);
  }
}

function createCommand(): Command {
  return new Command('cdk-failover-drill')
    .description('Deploys a CDK app to a local cloud, takes a region away, and measures what happened.')
    .version(String(readJson(packageFile('package.json')).version))
    .option(
      '--app <cdk.out | command>',
      'cloud assembly, or the command that synthesizes one (default: "app" of cdk.json)',
    )
    .option(
      '--workload <file>',
      `the load to send (default: ${WORKLOAD_FILE} beside the app, else one that suits any app)`,
    )
    .option('--fault <kind>', FAULT_CHOICES.join(' | '), DEFAULTS.fault)
    .option('--service <name[:Operation]>', `of a fault of one service: ${SERVICE_NAMES.join(' | ')}`)
    .option('--share <0..1>', "share of that service's calls (default: all)")
    .option('--region <region>', 'the region to take away (default: the primary)')
    .option(
      '--next-region <region>',
      'a second one, taken away once the service has recovered from the loss of the first',
    )
    .option(
      '--scenario <file.yaml | name>',
      `faults at their times, and what is expected, in place of one fault; or a known outage: ${knownOutages().join(' | ')}`,
    )
    .option(
      '--experiment <path>',
      'an experiment of AWS FIS in the app, by its construct path or the end of it, in place of the fault',
    )
    .option('--speed <n>', 'simulated seconds in a real one', String(DEFAULTS.speed))
    .option('--replication <on | off>', 'whether data is copied between regions', DEFAULTS.replication)
    .option(
      '--replication-resumes-after <seconds>',
      "from a region's return until its tables are replicated again (default: at once)",
    )
    .option('--iam <mode>', `a call that AWS would refuse: ${IAM_MODES.join(' | ')}`, DEFAULTS.iam)
    .option('--baseline <seconds>', 'undisturbed load before the fault', String(DEFAULTS.baselineSeconds))
    .option('--rto <seconds>', 'recovery time objective (default: the one that the app declares)')
    .option('--rpo <seconds>', 'recovery point objective (default: the one that the app declares)')
    .option(
      '--notify <seconds | off>',
      'from the fault until an alarm has told somebody; off: nobody is waited for (default: the one that the app declares)',
    )
    .option('--out <directory>', 'where the reports are written', DEFAULTS.out)
    .option('--metrics', 'write what was measured beside them, for Prometheus and Grafana', false)
    .option('--port <port>', 'port of the local cloud (default: a free one)')
    .option('--seed <n>', 'fixes what is drawn at random')
    .addOption(
      new Option('-c, --context <key=value>', 'context for the app command; may be given several times')
        .argParser((pair: string, others: string[]) => [...others, pair])
        .default([], 'none'),
    )
    .option('--repeat <n>', 'make the drill several times on one deployment, with other draws each', '1')
    .option('--keep', 'leave the local cloud running after the drill, until Ctrl-C', false)
    .option('--timing', 'tell where the real time went', false)
    .option('--json', 'print the report as JSON', false)
    .addHelpText(
      'after',
      '\nExit status: 0 every objective holds, 1 one is missed, 2 the drill could not run, was interrupted, or is inconclusive.',
    )
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/** Beside the assembly where one is given, else where the command runs. */
function workloadFile({ app, workload }: Written, directory: string): string | undefined {
  if (workload !== undefined) return resolve(directory, workload);
  const assembly = app === undefined ? undefined : resolve(directory, app);
  const isAssembly = assembly !== undefined && existsSync(assembly) && statSync(assembly).isDirectory();
  const file = join(isAssembly ? dirname(assembly) : directory, WORKLOAD_FILE);
  return existsSync(file) ? file : undefined;
}

/** A file, or one of the outages that the drill knows by name. */
function scenarioFile(given: string, directory: string): string {
  return knownOutages().includes(given) ? packageFile(OUTAGES, `${given}.yaml`) : resolve(directory, given);
}

function knownOutages(): string[] {
  return readdirSync(packageFile(OUTAGES)).map(file => file.replace(/\.yaml$/, ''));
}

/** Checks values, and collects what is wrong with them. */
class Checks {
  private readonly problems: { code: Code; message: string }[] = [];

  app(given: string | undefined, directory: string): string {
    if (given !== undefined) return given;
    const advice = 'give --app a cloud assembly (cdk.out) or the command that synthesizes one';
    const file = join(directory, 'cdk.json');
    if (!existsSync(file)) return this.fail('AppMissing', `there is no cdk.json in "${directory}"; ${advice}`, '');
    const { app } = readJson(file);
    if (typeof app === 'string' && app !== '') return app;
    return this.fail('AppMissing', `"${file}" has no "app"; ${advice}`, '');
  }

  fault(given: string): FaultChoice {
    return this.oneOf('--fault', given, FAULT_CHOICES, 'FaultUnknown') as FaultChoice;
  }

  speed(given: string): number {
    const speed = toNumber(given);
    if (speed > 0 && speed <= HIGHEST_SPEED) return speed;
    return this.fail(
      'SpeedOutOfRange',
      `--speed is "${given}"; it must be a number above 0 and at most ${HIGHEST_SPEED}`,
      1,
    );
  }

  oneOf(option: string, given: string, allowed: readonly string[], code: Code = 'OptionInvalid'): string {
    if (allowed.includes(given)) return given;
    const message = `${option} is "${given}"; it must be one of ${allowed.join(', ')}${didYouMean(given, allowed)}`;
    return this.fail(code, message, allowed[0]);
  }

  positive(option: string, given: string): number {
    const value = toNumber(given);
    if (value > 0 && Number.isFinite(value)) return value;
    return this.fail('OptionInvalid', `${option} is "${given}"; it must be a number of seconds above 0`, 1);
  }

  share(option: string, given: string | undefined): number | undefined {
    if (given === undefined) return undefined;
    const share = toNumber(given);
    if (share > 0 && share <= 1) return share;
    return this.fail('OptionInvalid', `${option} is "${given}"; it must be a number above 0 and at most 1`, 1);
  }

  optional(option: string, given: string | undefined): number | undefined {
    return given === undefined ? undefined : this.positive(option, given);
  }

  optionalWhole(option: string, given: string | undefined, from: number, to: number): number | undefined {
    return given === undefined ? undefined : this.whole(option, given, from, to);
  }

  whole(option: string, given: string, from: number, to: number): number {
    const value = toNumber(given);
    if (Number.isSafeInteger(value) && value >= from && value <= to) return value;
    return this.fail('OptionInvalid', `${option} is "${given}"; it must be a whole number from ${from} to ${to}`, from);
  }

  context(given: readonly string[]): Record<string, string> {
    return Object.fromEntries(
      given.map(pair => {
        const at = pair.indexOf('=');
        if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
        return this.fail('OptionInvalid', `--context is "${pair}"; it must be key=value`, ['', '']);
      }),
    );
  }

  together(one: string, other: string, why: string): void {
    this.fail('OptionInvalid', `${one} and ${other} are both given; ${why}`, '');
  }

  throwIfAny(): void {
    const [first, ...others] = this.problems;
    if (first === undefined) return;
    throw new DrillError(
      first.code,
      [first.message, ...others.map(({ code, message }) => `[${code}] ${message}`)].join('\n'),
    );
  }

  private fail<T>(code: Code, message: string, instead: T): T {
    this.problems.push({ code, message });
    return instead;
  }
}

/** Not a number for an empty text, which `Number` takes for 0. */
function toNumber(given: string): number {
  return given.trim() === '' ? NaN : Number(given);
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new DrillError('AppMissing', `"${file}" cannot be read as JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
