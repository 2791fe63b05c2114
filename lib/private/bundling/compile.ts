import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import * as path from 'path';
import type { Construct } from 'constructs';
import type * as esbuild from 'esbuild';
import { fail } from '../errors';
import { type Bundle, type BundleFile, type BundleRequest, compilerOptions, extraFiles, hashOf } from './request';

/** A compiled bundle and what it was compiled from. */
export interface Compiled {
  readonly bundle: Bundle;
  /** Absolute paths of every file that is in it. */
  readonly inputs: readonly string[];
  readonly warnings: readonly string[];
}

/** esbuild's synchronous calls answer through a pipe whose default of 16 MiB the inputs of some hundred entries exceed. */
const PIPE_BYTES = String(512 * 1024 * 1024);

/** Compiles entries with one call for all that share their options, which costs little more than compiling one of them. */
export function compileAll(requests: readonly BundleRequest[]): Map<BundleRequest, Compiled> {
  const groups = new Map<string, BundleRequest[]>();
  for (const request of requests) {
    const options = JSON.stringify(compilerOptions(request));
    groups.set(options, [...(groups.get(options) ?? []), request]);
  }
  return new Map([...groups.values()].flatMap(group => compileGroup(group)));
}

function compileGroup(group: readonly BundleRequest[]): [BundleRequest, Compiled][] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'resilient-bundles-'));
  try {
    const result = runEsbuild(group, outdir);
    return group.map((request, index) => [request, collect(request, path.join(outdir, `${index}`), result)]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function runEsbuild(group: readonly BundleRequest[], outdir: string): Result {
  const compiler = loadEsbuild(undefined, group[0].entry);
  process.env.ESBUILD_MAX_BUFFER ??= PIPE_BYTES;
  try {
    const { metafile, warnings } = compiler.buildSync({
      ...compilerOptions(group[0]),
      entryPoints: group.map(({ entry }, index) => ({ in: entry, out: `${index}/index` })),
      outdir,
      metafile: true,
      logLevel: 'silent',
    });
    return { metafile, warnings, render: messages => render(compiler, messages, 'warning') };
  } catch (error) {
    const messages = (error as Partial<esbuild.BuildFailure>).errors;
    if (!messages) throw error;
    throw new CompileError(render(compiler, messages, 'error'));
  }
}

interface Result {
  readonly metafile: esbuild.Metafile;
  readonly warnings: readonly esbuild.Message[];
  readonly render: (messages: esbuild.Message[]) => string[];
}

/** The compiler's own messages, each with its file and line. */
export class CompileError extends Error {
  constructor(readonly messages: readonly string[]) {
    super(messages.join('\n'));
  }
}

function collect(request: BundleRequest, directory: string, result: Result): Compiled {
  const root = compilerOptions(request).absWorkingDir;
  const files = [
    ...readdirSync(directory).map(name => readFile(path.join(directory, name))),
    ...extraFiles(request).map(readFile),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const modules = reachable(path.relative(root, request.entry).split(path.sep).join('/'), result.metafile.inputs);
  return {
    bundle: { hash: hashOf(files), files },
    inputs: [...[...modules].map(module => path.resolve(root, module)), ...extraFiles(request)],
    warnings: result.render(result.warnings.filter(({ location }) => location && modules.has(location.file))),
  };
}

function readFile(file: string): BundleFile {
  return { name: path.basename(file), contents: readFileSync(file) };
}

/** Every module that an entry imports, directly or not: also those of which nothing was left in the bundle. */
function reachable(entry: string, inputs: esbuild.Metafile['inputs']): Set<string> {
  const found = new Set<string>([entry]);
  for (const module of found) {
    for (const imported of inputs[module]?.imports ?? []) {
      if (!imported.external) found.add(imported.path);
    }
  }
  return found;
}

/** Messages as esbuild prints them: text, `file:line:column`, the line itself. */
function render(compiler: typeof esbuild, messages: esbuild.Message[], kind: 'error' | 'warning'): string[] {
  return compiler.formatMessagesSync(messages, { kind, color: false, terminalWidth: 0 }).map(text => text.trim());
}

/** The app's own esbuild: it is an optional peer dependency. */
export function loadEsbuild(scope: Construct | undefined, entry: string): typeof esbuild {
  const load = createRequire(__filename);
  try {
    return load(load.resolve('esbuild', { paths: [path.dirname(entry), process.cwd(), __dirname] })) as typeof esbuild;
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    fail(
      scope,
      'EsbuildMissing',
      `entry "${entry}" needs esbuild to be bundled, and it cannot be loaded (${reason}); ` +
        'run "npm install --save-dev esbuild", or give "code" that is bundled already',
    );
  }
}
