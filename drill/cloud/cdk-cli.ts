import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { DrillError } from '../support/errors.js';
import { cdkCli } from '../support/package-file.js';
import { signalGroup } from '../support/process-group.js';
import { awsEnvironment } from './aws-environment.js';
import { type LocalCloud } from './local-cloud.js';

const ERROR_LINES = 15;
/** Events of stacks and resources that went as they should. */
const PROGRESS = /\|\s+[A-Z_]+_(IN_PROGRESS|COMPLETE|SKIPPED)\s+\|/;

export interface CdkCliOptions {
  /** Ends the command; the call then fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Where everything that the CDK CLI writes is kept.
   *
   * @default - beside the assembly, to go with it: its path with `.log` at the end
   */
  readonly logFile?: string;
}

/** Runs commands of the CDK CLI, each as a process group that ends with the drill. */
export class CdkCli {
  private readonly logFile: string;
  private readonly temporaryDirectory: string;

  constructor(
    private readonly cloud: LocalCloud,
    /** Where the CLI asks who it is: a region that the app is in, because others may be gone. */
    private readonly region: string,
    private readonly assembly: string,
    private readonly options: CdkCliOptions = {},
  ) {
    this.logFile = options.logFile ?? `${assembly}.log`;
    this.temporaryDirectory = `${assembly}.tmp`;
    mkdirSync(this.temporaryDirectory, { recursive: true });
  }

  /** Fails with `DeployFailed` and the CLI's own last lines. */
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

function failure(command: string, lines: string[], logFile: string | undefined): DrillError {
  const where = logFile === undefined ? '' : ` (all of it: ${logFile})`;
  return new DrillError('DeployFailed', `"cdk ${command}" failed${where}:\n${lines.join('\n')}`);
}
