import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DrillError } from '../support/errors.js';
import { isolatedEnvironment } from '../support/isolated-environment.js';
import { cdkCli } from '../support/package-file.js';
import { signalGroup } from '../support/process-group.js';
import { pathOf, TABLE_REPLICA } from './inventory.js';
import { manifestStacks, type ManifestStack } from './manifest.js';
import { type App, type Objectives } from './model.js';

/** Account that the drill takes where the app leaves its account open: the one of AWS's own examples. */
const EXAMPLE_ACCOUNT = '123456789012';
/** Types that make a table a global one. */
const GLOBAL_TABLES = ['AWS::DynamoDB::GlobalTable', TABLE_REPLICA];
const UNKNOWN_ACCOUNT = 'unknown-account';
const UNKNOWN_REGION = 'unknown-region';
const ERROR_LINES = 20;
/** An app that waits for something would otherwise hold the drill for ever; bundling in containers takes minutes. */
const SYNTH_SECONDS = 600;
/** Nothing listens there: a call that an app makes to AWS while it synthesizes fails at once, and is sent nowhere. */
const NOWHERE = 'http://127.0.0.1:9';

export interface ReadOptions {
  /** Where an app command's assembly is written. */
  readonly workDir: string;
  /** @default - the working directory of this process */
  readonly cwd?: string;
  /** Context for an app command; an assembly has been synthesized with its own. */
  readonly context?: Record<string, string>;
  /** Take precedence over those that the templates declare. */
  readonly objectives?: Objectives;
  /** How long an app command may take. @default 600 */
  readonly synthSeconds?: number;
  /** Ends an app command; the call then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/**
 * Reads an app: a cloud assembly directory, or a command that synthesizes one.
 *
 * Fails with `AssemblyNotFound`, `AssemblyUnreadable`, `SynthFailed`, `RoutingUnsupported`,
 * `StackRegionMissing`, `SecondRegionMissing` or `AccountsTooMany`.
 */
export async function readApp(source: string, options: ReadOptions): Promise<App> {
  const directory = await assemblyDirectory(source, options);
  const stacks = manifestStacks(directory);
  validateRegions(stacks);
  validateRouting(stacks);
  return {
    directory,
    account: onlyAccount(stacks),
    regions: primaryFirst(stacks),
    stacks: stacks.map(({ id, stackName, region, template }) => ({ id, stackName, region, template })),
    objectives: { ...strictest(stacks), ...defined(options.objectives ?? {}) },
  };
}

async function assemblyDirectory(source: string, options: ReadOptions): Promise<string> {
  const path = resolve(options.cwd ?? process.cwd(), source);
  if (existsSync(join(path, 'manifest.json'))) return path;
  const isDirectory = existsSync(path) && statSync(path).isDirectory();
  if (isDirectory || (!existsSync(path) && !/\s/.test(source.trim()))) {
    const what = isDirectory ? 'has no manifest.json' : 'does not exist';
    throw new DrillError(
      'AssemblyNotFound',
      `"${source}" ${what}; give the directory that "cdk synth" wrote (cdk.out), or the app's command, such as "node bin/app.js"`,
    );
  }
  return synthesize(source, options);
}

/** What the app's environment tells of its AWS account is kept from it: values that are looked up come from cdk.context.json. */
async function synthesize(command: string, options: ReadOptions): Promise<string> {
  options.onProgress(`Synthesizing "${command}"`);
  const output = join(options.workDir, 'cdk.out');
  const context = Object.entries(options.context ?? {}).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  const how = ['--quiet', '--no-lookups', '--no-notices', '--no-color', ...context];
  const { status, text, timedOut } = await runCdk(['synth', '--app', command, '--output', output, ...how], options);
  if (status === 0) return output;
  const why = timedOut ? ` within ${synthSeconds(options)} s` : '';
  const words = text.trimEnd().split('\n').slice(-ERROR_LINES).join('\n');
  throw new DrillError('SynthFailed', `"${command}" did not synthesize${why}:\n${words}${lookupAdvice(text)}`);
}

function lookupAdvice(text: string): string {
  if (!/lookups have been disabled/i.test(text)) return '';
  return '\nThe drill asks AWS for nothing: run "cdk synth" once with your credentials, and keep the cdk.context.json that it writes.';
}

interface CdkResult {
  readonly status: number | null;
  readonly text: string;
  readonly timedOut: boolean;
}

/** Runs the CDK CLI in a process group of its own, which ends with the command, the time or the signal. */
function runCdk(args: string[], options: ReadOptions): Promise<CdkResult> {
  options.signal?.throwIfAborted();
  const child = spawn(process.execPath, [cdkCli(), ...args], {
    cwd: options.cwd,
    detached: true,
    env: { ...isolatedEnvironment(), AWS_ENDPOINT_URL: NOWHERE, TMPDIR: temporaryDirectory(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): boolean => signalGroup(child.pid!, 'SIGKILL');
  let text = '';
  let timedOut = false;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (text += chunk));
  const timer = setTimeout(() => (timedOut = end()), synthSeconds(options) * 1000);
  options.signal?.addEventListener('abort', end);
  return new Promise<CdkResult>((done, fail) => {
    child.on('error', fail);
    child.on('close', status => {
      if (options.signal?.aborted) fail(options.signal.reason as Error);
      else done({ status, text, timedOut });
    });
  }).finally(() => {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', end);
  });
}

function synthSeconds({ synthSeconds: given = SYNTH_SECONDS }: ReadOptions): number {
  return given;
}

function temporaryDirectory({ workDir }: ReadOptions): string {
  const directory = join(workDir, 'synth-tmp');
  mkdirSync(directory, { recursive: true });
  return directory;
}

function validateRegions(stacks: ManifestStack[]): void {
  const agnostic = stacks.filter(stack => stack.region === UNKNOWN_REGION).map(stack => stack.id);
  if (agnostic.length > 0) {
    throw new DrillError(
      'StackRegionMissing',
      `${agnostic.join(', ')}: environment-agnostic, so that the drill cannot tell where to deploy; ` +
        'give each stack a region, such as "env: { region: \'us-east-1\' }"',
    );
  }
  const regions = new Set(stacks.map(stack => stack.region));
  if (regions.size < 2) {
    const found = regions.size === 0 ? 'no stack at all' : `stacks in ${[...regions][0]} only`;
    throw new DrillError(
      'SecondRegionMissing',
      `the app has ${found}; a failover needs stacks in at least two regions`,
    );
  }
}

/** How Route 53 chooses by these depends on where each client is; guessed, the drill would answer with anything. */
const UNKNOWN_ROUTING: Readonly<Record<string, string>> = {
  GeoProximityLocation: 'the distance to the client (geoproximity)',
  CidrRoutingConfig: "the client's IP address (CIDR)",
};

function validateRouting(stacks: ManifestStack[]): void {
  const refused = stacks.flatMap(stack =>
    recordsOf(stack).flatMap(({ path, record }) =>
      Object.keys(UNKNOWN_ROUTING).flatMap(policy =>
        policy in record ? [`${path} by ${UNKNOWN_ROUTING[policy]}`] : [],
      ),
    ),
  );
  if (refused.length === 0) return;
  throw new DrillError(
    'RoutingUnsupported',
    `the drill cannot answer as Route 53 would where records are chosen by the place of each client: ${refused.join('; ')}. ` +
      'Drill the app with failover, latency, weighted, geolocation or multivalue records',
  );
}

interface DeclaredRecord {
  readonly path: string;
  readonly record: Readonly<Record<string, unknown>>;
}

function recordsOf(stack: ManifestStack): DeclaredRecord[] {
  return Object.entries(stack.template.Resources).flatMap(([logicalId, resource]) => {
    const { Type, Properties = {} } = resource;
    const path = pathOf(stack, logicalId, resource);
    if (Type === 'AWS::Route53::RecordSet') return [{ path, record: Properties }];
    if (Type !== 'AWS::Route53::RecordSetGroup') return [];
    return ((Properties.RecordSets ?? []) as Record<string, unknown>[]).map(record => ({ path, record }));
  });
}

function onlyAccount(stacks: ManifestStack[]): string {
  const accounts = [...new Set(stacks.map(stack => stack.account))].filter(account => account !== UNKNOWN_ACCOUNT);
  if (accounts.length > 1) {
    throw new DrillError(
      'AccountsTooMany',
      `the app's stacks belong to the accounts ${accounts.join(', ')}, and the local cloud has one; synthesize one account's stacks at a time`,
    );
  }
  return accounts[0] ?? EXAMPLE_ACCOUNT;
}

/** The primary is where the PRIMARY failover record points from, else where a global table is at home. */
function primaryFirst(stacks: ManifestStack[]): string[] {
  const primary = stacks.find(hasPrimaryRecord) ?? stacks.find(hasGlobalTable) ?? stacks[0];
  return [...new Set([primary, ...stacks].map(stack => stack.region))];
}

function hasPrimaryRecord(stack: ManifestStack): boolean {
  return recordsOf(stack).some(({ record }) => record.Failover === 'PRIMARY');
}

function hasGlobalTable({ template }: ManifestStack): boolean {
  return Object.values(template.Resources).some(({ Type }) => GLOBAL_TABLES.includes(Type));
}

function strictest(stacks: ManifestStack[]): Objectives {
  const declared = stacks.map(stack => (stack.template.Metadata?.RecoveryObjectives ?? {}) as Objectives);
  return defined({
    rtoSeconds: least(declared.map(objectives => objectives.rtoSeconds)),
    rpoSeconds: least(declared.map(objectives => objectives.rpoSeconds)),
    notifySeconds: least(declared.map(objectives => objectives.notifySeconds)),
  });
}

function least(values: (number | undefined)[]): number | undefined {
  const numbers = values.filter(value => typeof value === 'number');
  return numbers.length > 0 ? Math.min(...numbers) : undefined;
}

function defined(objectives: Objectives): Objectives {
  return Object.fromEntries(Object.entries(objectives).filter(([, value]) => value !== undefined));
}
