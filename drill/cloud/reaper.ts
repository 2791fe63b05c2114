import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Socket } from 'node:net';
import { packageFile } from '../support/package-file.js';

/**
 * Ends what the drill started when the drill cannot do it itself.
 *
 * A process outside the drill's group holds the other end of a pipe. When the pipe closes, because the drill stopped or
 * was killed with SIGKILL, it kills every process group still watched and removes the directories it was told of.
 */
export class Reaper {
  static start(python: string): Reaper {
    const child = spawn(python, [packageFile('cloud', 'reaper.py')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    return new Reaper(child);
  }

  private constructor(private readonly child: ChildProcess) {
    // The drill may end without stopping it: that is what it is for.
    child.unref();
    (child.stdin as Socket).unref();
    // Writing to a reaper that is gone is no reason for the drill to die; the drill kills its processes itself too.
    child.stdin?.on('error', () => undefined);
    child.on('error', () => undefined);
  }

  /** Process id of the reaper. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** This process group must not outlive the drill. */
  watch(group: number): void {
    this.tell({ watch: group });
  }

  /** The group has ended: its number may soon belong to somebody else. */
  forget(group: number): void {
    this.tell({ forget: group });
  }

  /** This directory must not outlive the drill. */
  remove(directory: string): void {
    this.tell({ remove: directory });
  }

  /** Lets it do its work now, and waits until it has. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) return;
    const exited = once(this.child, 'exit');
    this.child.ref();
    this.child.stdin?.end();
    await exited;
  }

  private tell(command: object): void {
    this.child.stdin?.write(`${JSON.stringify(command)}\n`);
  }
}
