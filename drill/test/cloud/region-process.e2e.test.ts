import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reaper } from '../../cloud/reaper.js';
import { RegionProcess } from '../../cloud/region-process.js';
import { startCloud } from '../../cloud/local-cloud.js';

describe('an emulator that does not come up', () => {
  let directory: string;

  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'region-'))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Stands in for the Python that would run the emulator. */
  function interpreter(script: string): string {
    const file = join(directory, 'python');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  it('fails with EmulatorDied and the end of its log, and no cloud is left', async () => {
    const python = interpreter(
      'case "$1" in *reaper.py) exec cat;; *) echo "no module named ministack"; exit 3;; esac',
    );
    const workDir = join(directory, 'work');
    const regions = ['us-east-1', 'us-west-2'];

    const start = startCloud({ python, regions, account: '1', workDir, speed: 1, onProgress: () => undefined });

    await expect(start).rejects.toMatchObject({
      code: 'EmulatorFailed',
      message: expect.stringMatching(/us-east-1.*exit status 3.*no module named ministack/s),
    });
  });

  it('fails with EmulatorSilent when it runs and never answers', async () => {
    const reaper = Reaper.start(interpreter('case "$1" in *reaper.py) exec cat;; *) exec sleep 60;; esac'));
    const region = await RegionProcess.spawn({
      python: join(directory, 'python'),
      region: 'us-east-1',
      port: 1,
      environment: process.env,
      logFile: join(directory, 'log'),
      reaper,
      startLimitSeconds: 0.1,
    });

    await expect(region.ready()).rejects.toMatchObject({
      code: 'EmulatorUnavailable',
      message: expect.stringContaining('0.1 s'),
    });

    await region.kill();
    await reaper.stop();
  });
});
