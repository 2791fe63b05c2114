import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

/** The directory of integration apps, in the form of CDK's integ-runner: `integ.<name>.ts` and its snapshot beside it. */
const APPS = path.resolve(__dirname, '..');
/** What depends on the code of functions, and on nothing that a template decides: hashes of assets and versions. */
const HASH = /[0-9a-f]{64}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g;

/** Files of a snapshot, by name. */
export type Snapshot = Readonly<Record<string, string>>;

/** Names of the apps' files, such as `integ.queue.ts`. */
export function integApps(): string[] {
  return readdirSync(APPS).filter(file => /^integ\.[\w-]+\.ts$/.test(file));
}

/** Synthesizes an app, once in a process, and takes from the assembly what a snapshot keeps. */
export function synthesize(app: string): Snapshot {
  const directory = mkdtempSync(path.join(tmpdir(), 'integ-'));
  const before = process.env.CDK_OUTDIR;
  process.env.CDK_OUTDIR = directory;
  try {
    // The app synthesizes itself when it is loaded, as it does for the runner.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(path.join(APPS, app));
    return snapshotOf(app, directory);
  } finally {
    if (before === undefined) delete process.env.CDK_OUTDIR;
    else process.env.CDK_OUTDIR = before;
    rmSync(directory, { recursive: true });
  }
}

interface Manifest {
  readonly version: string;
  readonly artifacts: Record<
    string,
    { type: string; displayName?: string; metadata?: object; additionalMetadataFile?: string }
  >;
}

function snapshotOf(app: string, assembly: string): Snapshot {
  const read = (file: string): string => readFileSync(path.join(assembly, file), 'utf8');
  const manifest = JSON.parse(read('manifest.json')) as Manifest;
  const stacks = Object.entries(manifest.artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  for (const [, stack] of stacks) {
    delete stack.metadata;
    delete stack.additionalMetadataFile;
  }
  const testCase = {
    stacks: stacks.map(([id, stack]) => stack.displayName ?? id),
    diffAssets: false,
    stackUpdateWorkflow: true,
  };
  const { version } = manifest;
  const templates = readdirSync(assembly).filter(file => file.endsWith('.template.json'));
  const artifacts = Object.fromEntries(stacks);
  return {
    'cdk.out': render({ version }),
    'integ.json': render({ version, testCases: { [app.replace(/\.ts$/, '')]: testCase }, enableLookups: false }),
    'manifest.json': render({ version, artifacts }),
    ...Object.fromEntries(templates.map(file => [file, render(JSON.parse(read(file)) as object)])),
  };
}

/** As the runner writes it. */
function render(value: object): string {
  return JSON.stringify(value, null, 1).replace(HASH, 'hash');
}

function directoryOf(app: string): string {
  return path.join(APPS, `${app}.snapshot`);
}

export function readSnapshot(app: string): Snapshot {
  const directory = directoryOf(app);
  if (!existsSync(directory)) return {};
  return Object.fromEntries(
    readdirSync(directory).map(file => [file, readFileSync(path.join(directory, file), 'utf8')]),
  );
}

export function writeSnapshot(app: string, snapshot: Snapshot): void {
  const directory = directoryOf(app);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  for (const [file, text] of Object.entries(snapshot)) writeFileSync(path.join(directory, file), text);
}
