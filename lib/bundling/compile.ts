import { readFileSync } from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { type Construct } from 'constructs';
import type * as esbuild from 'esbuild';
import { fail } from '../private/errors';
import { ModuleGraph, type Sources } from './module-graph';
import { type Bundle, type BundleFile, type BundleRequest, hashOf } from './request';

export type Compiler = typeof esbuild;

/** A compiled bundle and what it was compiled from. */
export interface Compiled {
  readonly bundle: Bundle;
  /** Undefined where a file that appears anywhere could change it. */
  readonly sources?: Sources;
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
  const graph = new ModuleGraph(group[0].root, result.metafile.inputs);
  const outputs = outputsByEntry(result.metafile);
  return group.map((request, index) => [request, collect(request, outputs[index], graph, result)]);
}

/** Names of what was written for each entry: in its own directory, and beside all directories the files that this names. */
function outputsByEntry({ outputs }: esbuild.Metafile): Set<string>[] {
  const found: Set<string>[] = [];
  for (const [written, { imports }] of Object.entries(outputs)) {
    const [, index, name] = written.split('/');
    if (name === undefined) continue;
    const own = (found[Number(index)] ??= new Set()).add(written);
    for (const { path: named } of imports) if (named in outputs) own.add(named);
  }
  return found;
}

function runEsbuild(compiler: Compiler, group: readonly BundleRequest[]): Result {
  process.env.ESBUILD_MAX_BUFFER ??= PIPE_BYTES;
  try {
    const result = compiler.buildSync({
      ...group[0].options,
      entryPoints: group.map(({ entry }, index) => ({ in: entry, out: `${index}/index` })),
      outdir: path.join(group[0].root, OUTPUT),
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    return {
      ...result,
      contents: new Map(result.outputFiles.map(file => [nameOf(file.path, group[0].root), file.contents])),
      render: messages => render(compiler, messages, 'warning'),
    };
  } catch (error) {
    const messages = (error as Partial<esbuild.BuildFailure>).errors;
    if (!messages) throw error;
    throw new CompileError(render(compiler, messages, 'error'));
  }
}

interface Result {
  readonly metafile: esbuild.Metafile;
  /** Of each file, by its name in the metafile. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly warnings: readonly esbuild.Message[];
  readonly render: (messages: esbuild.Message[]) => string[];
}

/** The compiler's own messages, each with its file and line. */
export class CompileError extends Error {
  constructor(readonly messages: readonly string[]) {
    super(messages.join('\n'));
  }
}

function collect(request: BundleRequest, outputs: ReadonlySet<string>, graph: ModuleGraph, result: Result): Compiled {
  const { metafile, contents } = result;
  const bundled = [...outputs].map(name => ({ name: path.posix.basename(name), contents: contents.get(name)! }));
  const files = [...bundled, ...request.extraFiles.map(readFile)].sort((a, b) => (a.name < b.name ? -1 : 1));
  const modules = graph.reachableFrom([...outputs].flatMap(name => modulesNamedIn(metafile.outputs[name])));
  const sources = graph.sourcesOf(modules, request.entry);
  const warnings = result.warnings.filter(({ location }) => location && modules.has(location.file));
  return {
    bundle: { hash: hashOf(files), files },
    sources: sources && { ...sources, inputs: [...sources.inputs, ...request.extraFiles] },
    warnings: warnings.length > 0 ? result.render(warnings) : [],
  };
}

function modulesNamedIn({ entryPoint, inputs }: esbuild.Metafile['outputs'][string]): string[] {
  return [...(entryPoint === undefined ? [] : [entryPoint]), ...Object.keys(inputs)];
}

/** As the metafile names it: relative to the project, with slashes. */
function nameOf(file: string, root: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}

function readFile(file: string): BundleFile {
  return { name: path.basename(file), contents: readFileSync(file) };
}

/** Messages as esbuild prints them: text, `file:line:column`, the line itself. */
function render(compiler: Compiler, messages: esbuild.Message[], kind: 'error' | 'warning'): string[] {
  return compiler.formatMessagesSync(messages, { kind, color: false, terminalWidth: 0 }).map(text => text.trim());
}

/** The app's own esbuild: it is an optional peer dependency. */
export function loadEsbuild(scope: Construct, request: BundleRequest): Compiler {
  return loadFromApp(scope, request, 'esbuild') as Compiler;
}

/** Version of the app's own esbuild, without loading it. */
export function esbuildVersion(scope: Construct, request: BundleRequest): string {
  return (loadFromApp(scope, request, 'esbuild/package.json') as { version: string }).version;
}

function loadFromApp(scope: Construct, { entry, given }: BundleRequest, module: string): unknown {
  const load = createRequire(__filename);
  try {
    return load(load.resolve(module, { paths: [path.dirname(entry), process.cwd(), __dirname] }));
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    fail(
      scope,
      'EsbuildMissing',
      `entry "${given}" needs esbuild to be bundled, and it cannot be loaded (${reason}); ` +
        'run "npm install --save-dev esbuild", or give "code" that is bundled already',
    );
  }
}
