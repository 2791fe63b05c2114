import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Code } from '../support/codes.js';
import { DrillError } from '../support/errors.js';
import { packageFile } from '../support/package-file.js';
import { signalGroup } from '../support/process-group.js';
import { type Reaper } from './reaper.js';

/** MiniStack answers after a second; a machine under load gets this long. */
const START_LIMIT_SECONDS = 60;
const POLL_MS = 20;
const LOG_LINES = 15;

export interface RegionProcessOptions {
  readonly python: string;
  readonly region: string;
  /** Port of 127.0.0.1 that the emulator listens on. */
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly reaper: Reaper;
  /** How long the emulator may take until it answers; 60 seconds by default. */
  readonly startLimitSeconds?: number;
}

/**
 * The emulator of one region, in a process group of its own: the functions that it runs belong to it, so freezing or
 * killing the group takes the whole region.
 */
export class RegionProcess {
  static async spawn(options: RegionProcessOptions): Promise<RegionProcess> {
    const log = await open(options.logFile, 'a');
    try {
      const child = spawn(options.python, [packageFile('cloud', 'emulator.py')], {
        detached: true,
        env: options.environment,
        stdio: ['ignore', log.fd, log.fd],
      });
      await once(child, 'spawn');
      return new RegionProcess(options, child);
    } finally {
      await log.close();
    }
  }

  private ending = false;
  private readonly group: number;
  private readonly exited: Promise<unknown>;

  private constructor(
    private readonly options: RegionProcessOptions,
    private readonly child: ChildProcess,
  ) {
    this.group = child.pid as number;
    this.exited = once(child, 'exit');
    options.reaper.watch(this.group);
  }

  get pid(): number {
    return this.group;
  }

  /** Resolves when the emulator answers; fails with `EmulatorFailed` or `EmulatorUnavailable` and the end of its log. */
  async ready(): Promise<void> {
    const seconds = this.options.startLimitSeconds ?? START_LIMIT_SECONDS;
    const deadline = Date.now() + seconds * 1000;
    while (!(await this.answers())) {
      if (this.hasExited()) throw await this.death();
      if (Date.now() > deadline) {
        throw await this.failure(
          'EmulatorUnavailable',
          `the emulator of ${this.options.region} did not answer in ${seconds} s`,
        );
      }
      await pause(POLL_MS);
    }
  }

  /** Calls back once, with the reason, if the emulator ends although nobody asked it to. */
  onUnexpectedDeath(listener: (error: DrillError) => void): void {
    void this.exited.then(async () => {
      if (this.ending) return;
      this.endGroup();
      listener(await this.death());
    });
  }

  /** Stops every process of the region where it is; its memory stays. */
  freeze(): void {
    signalGroup(this.group, 'SIGSTOP');
  }

  thaw(): void {
    signalGroup(this.group, 'SIGCONT');
  }

  /** From now on no retry of an asynchronous invocation waits. */
  hasten(): void {
    // Only the emulator listens: to its functions this signal is the end.
    this.child.kill('SIGUSR1');
  }

  /** Ends every process of the region and waits until the emulator is gone. */
  async kill(): Promise<void> {
    this.ending = true;
    this.endGroup();
    await this.exited;
  }

  private endGroup(): void {
    signalGroup(this.group, 'SIGKILL');
    this.options.reaper.forget(this.group);
  }

  private hasExited(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private answers(): Promise<boolean> {
    return new Promise(resolve => {
      const url = `http://127.0.0.1:${this.options.port}/_ministack/health`;
      const request = get(url, { timeout: 2000 }, response => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', () => resolve(false));
    });
  }

  private death(): Promise<DrillError> {
    const how = this.child.signalCode ?? `exit status ${this.child.exitCode}`;
    return this.failure('EmulatorFailed', `the emulator of ${this.options.region} ended by itself (${how})`);
  }

  private async failure(code: Code, what: string): Promise<DrillError> {
    const log = await readFile(this.options.logFile, 'utf8');
    const tail = log.trimEnd().split('\n').slice(-LOG_LINES).join('\n');
    return new DrillError(code, `${what}; the end of its log:\n${tail}`);
  }
}
