import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bootstrapNeeds } from '../assembly/bootstrap.js';
import { manifestStacks } from '../assembly/manifest.js';
import { type App } from '../assembly/model.js';
import { DrillError } from '../support/errors.js';
import { awsEnvironment } from './aws-environment.js';
import { type LocalCloud } from './local-cloud.js';
import { provide } from './own-bootstrap.js';
import { cdkCli } from '../support/package-file.js';
import { signalGroup } from '../support/process-group.js';

const ERROR_LINES = 15;
/** Events of stacks and resources that went as they should. */
const PROGRESS = /\|\s+[A-Z_]+_(IN_PROGRESS|COMPLETE|SKIPPED)\s+\|/;

export interface DeployOptions {
  readonly onProgress: (text: string) => void;
  /** Ends the deployment; the call then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Stacks deployed at the same time, where their dependencies allow it; 4 by default. */
  readonly concurrency?: number;
  /**
   * Where everything that the CDK CLI writes is kept.
   *
   * @default - beside the assembly, to go with it: its path with `.log` at the end
   */
  readonly logFile?: string;
}

/**
 * Deploys every stack of an adapted assembly to the local cloud with the real CDK CLI: bootstrap, then deploy. What the
 * app's synthesizers name by names of their own is made between the two.
 *
 * Fails with `DeployFailed` and the CLI's own last lines.
 */
export async function deployApp(
  cloud: LocalCloud,
  app: App,
  adaptedDirectory: string,
  options: DeployOptions,
): Promise<void> {
  const cli = new CdkCli(cloud, app.regions[0], adaptedDirectory, options);
  for (const qualifier of qualifiers(adaptedDirectory)) {
    options.onProgress(`Bootstrapping ${app.regions.join(' and ')}`);
    await cli.run(['bootstrap', ...environments(app), ...named(qualifier)]);
  }
  for (const needs of bootstrapNeeds(manifestStacks(adaptedDirectory), app.account)) await provide(cloud, needs);
  const total = app.stacks.length;
  options.onProgress(`Deploying ${total} stacks`);
  let done = 0;
  // The pattern takes the stacks of stages too, which --all leaves out; change sets would only cost time here.
  const how = ['--require-approval', 'never', '--method', 'direct', '--progress', 'events'];
  await cli.run(['deploy', '**', ...how, '--concurrency', String(options.concurrency ?? 4)], line => {
    const deployed = /✅\s+(\S+)/.exec(line)?.[1];
    if (deployed !== undefined) options.onProgress(`Deployed ${deployed} (${++done} of ${total})`);
  });
}

/** Runs commands of the CDK CLI, each as a process group that ends with the drill. */
class CdkCli {
  private readonly logFile: string;
  private readonly temporaryDirectory: string;

  constructor(
    private readonly cloud: LocalCloud,
    /** Where the CLI asks who it is: a region that the app is in, because others may be gone. */
    private readonly region: string,
    private readonly assembly: string,
    private readonly options: DeployOptions,
  ) {
    this.logFile = options.logFile ?? `${assembly}.log`;
    this.temporaryDirectory = `${assembly}.tmp`;
    mkdirSync(this.temporaryDirectory, { recursive: true });
  }

  async run(command: string[], onLine: (line: string) => void = () => undefined): Promise<void> {
    this.options.signal?.throwIfAborted();
    const child = this.spawn([...command, '--app', this.assembly, '--ci', '--no-notices', '--no-color']);
    const group = child.pid as number;
    const end = (): boolean => signalGroup(group, 'SIGKILL');
    this.cloud.reaper.watch(group);
    this.options.signal?.addEventListener('abort', end);
    try {
      const lines = this.record(child, onLine);
      const [status] = (await once(child, 'close')) as [number | null];
      this.options.signal?.throwIfAborted();
      if (status !== 0) throw failure(command[0], lines, this.options.logFile);
    } finally {
      this.options.signal?.removeEventListener('abort', end);
      end();
      this.cloud.reaper.forget(group);
    }
  }

  private spawn(args: string[]): ChildProcess {
    return spawn(process.execPath, [cdkCli(), ...args], {
      detached: true,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...awsEnvironment(this.cloud, this.region),
      // The CLI remembers there which account an access key belongs to; that is neither to be read from nor left in the
      // user's own home.
      CDK_HOME: `${this.assembly}.home`,
      // What it leaves there when it is killed goes with the assembly.
      TMPDIR: this.temporaryDirectory,
    };
  }

  /** Everything goes to the log; the last lines are kept for an error. */
  private record(child: ChildProcess, onLine: (line: string) => void): string[] {
    const log = createWriteStream(this.logFile, { flags: 'a' });
    child.once('close', () => log.end());
    const last: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream as NodeJS.ReadableStream }).on('line', line => {
        log.write(`${line}\n`);
        onLine(line);
        if (line.trim() !== '' && !PROGRESS.test(line)) last.push(line);
        if (last.length > ERROR_LINES) last.shift();
      });
    }
    return last;
  }
}

function environments(app: App): string[] {
  return app.regions.map(region => `aws://${app.account}/${region}`);
}

/** What the app's bootstrap resources are called: apps may choose, and stacks without assets need none. */
function qualifiers(directory: string): (string | undefined)[] {
  return [...new Set(manifestStacks(directory).map(stack => stack.qualifier))];
}

/** Two sets of bootstrap resources need two stacks. */
function named(qualifier: string | undefined): string[] {
  return qualifier === undefined || qualifier === 'hnb659fds'
    ? []
    : ['--qualifier', qualifier, '--toolkit-stack-name', `CDKToolkit-${qualifier}`];
}

function failure(command: string, lines: string[], logFile: string | undefined): DrillError {
  const where = logFile === undefined ? '' : ` (all of it: ${logFile})`;
  return new DrillError('DeployFailed', `"cdk ${command}" failed${where}:\n${lines.join('\n')}`);
}
