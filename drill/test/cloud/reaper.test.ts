import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reaper } from '../../cloud/reaper.js';
import { signalGroup } from '../../support/process-group.js';

describe('reaper', () => {
  let sleepers: ChildProcess[];

  beforeEach(() => (sleepers = []));
  afterEach(() => sleepers.forEach(sleeper => signalGroup(sleeper.pid as number, 'SIGKILL')));

  function sleeper(): { pid: number; ended: Promise<unknown> } {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    sleepers.push(child);
    return { pid: child.pid as number, ended: once(child, 'exit') };
  }

  it('ends what it watches when the pipe to the drill closes, frozen or not', async () => {
    const reaper = Reaper.start('python3');
    const [running, frozen] = [sleeper(), sleeper()];
    reaper.watch(running.pid);
    reaper.watch(frozen.pid);
    signalGroup(frozen.pid, 'SIGSTOP');

    await reaper.stop();

    expect(await running.ended).toEqual([null, 'SIGKILL']);
    expect(await frozen.ended).toEqual([null, 'SIGKILL']);
  });

  it('lets live what it was told to forget', async () => {
    const reaper = Reaper.start('python3');
    const { pid } = sleeper();
    reaper.watch(pid);
    reaper.forget(pid);

    await reaper.stop();

    expect(signalGroup(pid, 0)).toBe(true);
  });

  it('removes the directories that it was told of', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'reaper-'));
    mkdirSync(join(directory, 'below'));
    writeFileSync(join(directory, 'below', 'file'), '');
    const reaper = Reaper.start('python3');
    reaper.remove(directory);

    await reaper.stop();

    expect(existsSync(directory)).toBe(false);
  });

  it('works after the drill was killed with SIGKILL', async () => {
    const { pid, ended } = sleeper();
    const script = join(__dirname, '..', '..', 'cloud', 'reaper.py');
    // Stands in for the drill: it starts the reaper as `Reaper.start` does, and is then killed.
    const drill = spawn(process.execPath, [
      '-e',
      `
      const child = require('node:child_process').spawn('python3', [${JSON.stringify(script)}], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
      child.stdin.write('{"watch": ${pid}}\\n', () => console.log('watching'));
      setInterval(() => undefined, 1000);
    `,
    ]);
    await once(drill.stdout, 'data');

    drill.kill('SIGKILL');

    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});
