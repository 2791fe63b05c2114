import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DrillError } from '../support/errors.js';
import { packageFile } from '../support/package-file.js';

const run = promisify(execFile);

/** MiniStack needs this much. */
const OLDEST_PYTHON = { major: 3, minor: 10 };

const CANDIDATES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

export interface EnvironmentOptions {
  /**
   * Where the environment is kept between runs.
   *
   * @default - `node_modules/.cache/cdk-failover-drill` at or above the working directory, else the user's cache
   */
  readonly cacheDir?: string;
  readonly onProgress: (text: string) => void;
}

export interface Environment {
  /** Interpreter of the virtual environment that has the emulator. */
  readonly python: string;
}

/**
 * A Python environment with the emulator, made once for each set of pinned versions and each Python.
 *
 * One that was left half made, by Ctrl-C for example, is made again.
 *
 * Throws `PythonMissing` where no Python 3.10 or newer is found, `EnvironmentFailed` with pip's own words where the
 * emulator cannot be installed.
 */
export async function prepareEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const base = await findPython();
  const requirements = packageFile('cloud', 'requirements.txt');
  const key = createHash('sha256')
    .update(await readFile(requirements))
    .update(`${base.executable} ${base.version}`)
    .digest('hex');
  const directory = join(options.cacheDir ?? (await defaultCache()), `python-${key.slice(0, 16)}`);
  const python = join(directory, 'bin', 'python');
  if (!existsSync(join(directory, '.complete'))) {
    options.onProgress(`Installing the emulator for Python ${base.version}, once`);
    await install(base.executable, directory, requirements);
  }
  return { python };
}

/** Resource types that the emulator's CloudFormation can create. */
export async function supportedTypes(python: string): Promise<Set<string>> {
  const { stdout } = await run(python, [packageFile('cloud', 'emulator.py'), '--supported-types'], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return new Set(JSON.parse(stdout) as string[]);
}

async function findPython(): Promise<{ executable: string; version: string }> {
  const tooOld: string[] = [];
  for (const candidate of CANDIDATES) {
    const found = await interrogate(candidate);
    if (found === undefined) continue;
    const [major, minor] = found.version.split('.').map(Number);
    if (major === OLDEST_PYTHON.major && minor >= OLDEST_PYTHON.minor) return found;
    tooOld.push(`${candidate} is ${found.version}`);
  }
  const seen = tooOld.length > 0 ? `found only: ${tooOld.join(', ')}` : `looked for: ${CANDIDATES.join(', ')}`;
  throw new DrillError(
    'PythonMissing',
    `the local cloud needs Python ${OLDEST_PYTHON.major}.${OLDEST_PYTHON.minor} or newer on the PATH (${seen}); ` +
      'install it, for example with "apt install python3 python3-venv" or "brew install python", and run the drill again',
  );
}

async function interrogate(candidate: string): Promise<{ executable: string; version: string } | undefined> {
  const script = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';
  try {
    const { stdout } = await run(candidate, ['-c', script], { env: process.env, timeout: 10_000 });
    const [executable, version] = stdout.trim().split(/\r?\n/);
    return { executable, version };
  } catch {
    // Not on the PATH, or something by that name that is no Python: the next candidate decides.
    return undefined;
  }
}

async function install(python: string, directory: string, requirements: string): Promise<void> {
  try {
    await run(python, [packageFile('cloud', 'install.py'), directory, requirements], { env: process.env });
  } catch (error) {
    const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string };
    const words = lastLines(stderr?.trim() || stdout?.trim() || message, 8);
    throw new DrillError('EnvironmentFailed', `the emulator could not be installed with "${python}":\n${words}`, {
      cause: error,
    });
  }
}

function lastLines(text: string, count: number): string {
  return text.split('\n').slice(-count).join('\n');
}

async function defaultCache(): Promise<string> {
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    const modules = join(directory, 'node_modules');
    if (existsSync(modules) && (await isWritable(modules))) return join(modules, '.cache', 'cdk-failover-drill');
    if (directory === dirname(directory)) break;
  }
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk-failover-drill');
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
