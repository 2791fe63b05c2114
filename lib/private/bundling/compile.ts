import { readFileSync } from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import type { Construct } from 'constructs';
import type * as esbuild from 'esbuild';
import { fail } from '../errors';
import { type Bundle, type BundleFile, type BundleRequest, hashOf } from './request';

export type Compiler = typeof esbuild;

/** A compiled bundle and what it was compiled from. */
export interface Compiled {
  readonly bundle: Bundle;
  /** Absolute paths of every file that is in it. */
  readonly inputs: readonly string[];
  readonly warnings: readonly string[];
}

/** esbuild's synchronous calls answer through a pipe whose default of 16 MiB some hundred bundles exceed. */
const PIPE_BYTES = String(4 * 1024 ** 3);

/** Below the project, where nothing is written: source maps name files relative to it, wherever the project lies. */
const OUTPUT = 'bundles';

/** Compiles entries with one call for all that share their options, which costs little more than compiling one of them. */
export function compileAll(compiler: Compiler, requests: readonly BundleRequest[]): Map<BundleRequest, Compiled> {
  const groups = new Map<string, BundleRequest[]>();
  for (const request of requests) {
    const group = groups.get(request.optionsKey);
    if (group) group.push(request);
    else groups.set(request.optionsKey, [request]);
  }
  return new Map([...groups.values()].flatMap(group => compileGroup(compiler, group)));
}

function compileGroup(compiler: Compiler, group: readonly BundleRequest[]): [BundleRequest, Compiled][] {
  const result = runEsbuild(compiler, group);
  const outdir = outdirOf(group[0]);
  const outputs = group.map((): BundleFile[] => []);
  for (const { path: file, contents } of result.outputFiles) {
    const [index, name] = path.relative(outdir, file).split(path.sep);
    outputs[Number(index)].push({ name, contents });
  }
  const graph = new ModuleGraph(group[0].root, result.metafile.inputs);
  return group.map((request, index) => [request, collect(request, outputs[index], graph, result)]);
}

function outdirOf({ root }: BundleRequest): string {
  return path.join(root, OUTPUT);
}

function runEsbuild(compiler: Compiler, group: readonly BundleRequest[]): Result {
  process.env.ESBUILD_MAX_BUFFER ??= PIPE_BYTES;
  try {
    const result = compiler.buildSync({
      ...group[0].options,
      entryPoints: group.map(({ entry }, index) => ({ in: entry, out: `${index}/index` })),
      outdir: outdirOf(group[0]),
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    return { ...result, render: messages => render(compiler, messages, 'warning') };
  } catch (error) {
    const messages = (error as Partial<esbuild.BuildFailure>).errors;
    if (!messages) throw error;
    throw new CompileError(render(compiler, messages, 'error'));
  }
}

interface Result {
  readonly metafile: esbuild.Metafile;
  readonly outputFiles: readonly esbuild.OutputFile[];
  readonly warnings: readonly esbuild.Message[];
  readonly render: (messages: esbuild.Message[]) => string[];
}

/** The compiler's own messages, each with its file and line. */
export class CompileError extends Error {
  constructor(readonly messages: readonly string[]) {
    super(messages.join('\n'));
  }
}

function collect(request: BundleRequest, outputs: BundleFile[], graph: ModuleGraph, result: Result): Compiled {
  const files = [...outputs, ...request.extraFiles.map(readFile)].sort((a, b) => (a.name < b.name ? -1 : 1));
  const modules = graph.reachableFrom(request.entry);
  const warnings = result.warnings.filter(({ location }) => location && modules.has(location.file));
  return {
    bundle: { hash: hashOf(files), files },
    inputs: [...[...modules].map(module => graph.fileOf(module)), ...request.extraFiles],
    warnings: warnings.length > 0 ? result.render(warnings) : [],
  };
}

function readFile(file: string): BundleFile {
  return { name: path.basename(file), contents: readFileSync(file) };
}

/** What imports what, in esbuild's words: paths relative to the project, with slashes. */
class ModuleGraph {
  private readonly imports = new Map<string, readonly string[]>();
  private readonly files = new Map<string, string>();

  constructor(
    private readonly root: string,
    inputs: esbuild.Metafile['inputs'],
  ) {
    for (const [module, { imports }] of Object.entries(inputs)) {
      this.imports.set(
        module,
        imports.filter(({ external }) => !external).map(imported => imported.path),
      );
    }
  }

  /** Every module that an entry imports, directly or not: also those of which nothing was left in the bundle. */
  reachableFrom(entry: string): Set<string> {
    const found = new Set([path.relative(this.root, entry).split(path.sep).join('/')]);
    for (const module of found) {
      for (const imported of this.imports.get(module) ?? []) found.add(imported);
    }
    return found;
  }

  /** Absolute path of a module. */
  fileOf(module: string): string {
    const known = this.files.get(module);
    if (known !== undefined) return known;
    const file = path.resolve(this.root, module);
    this.files.set(module, file);
    return file;
  }
}

/** Messages as esbuild prints them: text, `file:line:column`, the line itself. */
function render(compiler: Compiler, messages: esbuild.Message[], kind: 'error' | 'warning'): string[] {
  return compiler.formatMessagesSync(messages, { kind, color: false, terminalWidth: 0 }).map(text => text.trim());
}

/** The app's own esbuild: it is an optional peer dependency. */
export function loadEsbuild(scope: Construct, entry: string): Compiler {
  return loadFromApp(scope, entry, 'esbuild') as Compiler;
}

/** Version of the app's own esbuild, without loading it. */
export function esbuildVersion(scope: Construct, entry: string): string {
  return (loadFromApp(scope, entry, 'esbuild/package.json') as { version: string }).version;
}

function loadFromApp(scope: Construct, entry: string, module: string): unknown {
  const load = createRequire(__filename);
  try {
    return load(load.resolve(module, { paths: [path.dirname(entry), process.cwd(), __dirname] }));
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
