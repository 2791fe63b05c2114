import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareEnvironment, supportedTypes } from '../../cloud/environment.js';

describe('prepareEnvironment', () => {
  const path = process.env.PATH;
  let directory: string;

  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'environment-'))));
  afterEach(() => {
    process.env.PATH = path;
    rmSync(directory, { recursive: true });
  });

  /** A Python that tells its version, and does whatever the script says with the rest. */
  function fakePython(version: string, script: string): void {
    const file = join(directory, 'python3');
    const answer = `if [ "$1" = -c ]; then echo "${file}"; echo ${version}; exit 0; fi`;
    writeFileSync(file, `#!/bin/sh\n${answer}\n${script}\n`);
    chmodSync(file, 0o755);
    process.env.PATH = directory;
  }

  const prepare = (): Promise<{ python: string }> =>
    prepareEnvironment({ cacheDir: join(directory, 'cache'), onProgress: () => undefined });

  it('fails with PythonMissing where there is none, and says what to install', async () => {
    process.env.PATH = directory;

    await expect(prepare()).rejects.toMatchObject({
      code: 'PythonMissing',
      message: expect.stringMatching(/Python 3\.10 or newer.*apt install/s),
    });
  });

  it('fails with PythonMissing where the only one is too old, and names it', async () => {
    fakePython('3.9.2', '');

    await expect(prepare()).rejects.toMatchObject({
      code: 'PythonMissing',
      message: expect.stringContaining('python3 is 3.9.2'),
    });
  });

  it("fails with EnvironmentFailed and the installer's own words", async () => {
    fakePython('3.12.0', 'echo "No module named venv" >&2; exit 1');

    await expect(prepare()).rejects.toMatchObject({
      code: 'EnvironmentFailed',
      message: expect.stringContaining('No module named venv'),
    });
  });

  it('makes an environment once, and again when what it finds was left half made', async () => {
    const made: string[] = [];
    // install.py <directory> <requirements>
    fakePython('3.12.0', `mkdir -p "$2"; [ -n "$BROKEN" ] || : > "$2/.complete"`);
    process.env.PATH = `${directory}:${path}`;
    const options = { cacheDir: join(directory, 'cache'), onProgress: (text: string) => made.push(text) };

    process.env.BROKEN = 'yes';
    await prepareEnvironment(options);
    delete process.env.BROKEN;
    await prepareEnvironment(options);
    const { python } = await prepareEnvironment(options);

    expect(made).toHaveLength(2);
    expect(readdirSync(options.cacheDir)).toHaveLength(1);
    expect(python).toContain(options.cacheDir);
  });
});

describe('supportedTypes', () => {
  it('lists what the emulator can create, and not what it cannot', async () => {
    const { python } = await prepareEnvironment({ onProgress: () => undefined });

    const types = await supportedTypes(python);

    expect(types).toContain('AWS::Lambda::Function');
    expect(types).not.toContain('AWS::Route53::HealthCheck');
  }, 300_000);
});
