import { createHash } from 'crypto';
import { existsSync, statSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Annotations, AssetHashType, DockerImage, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type * as esbuild from 'esbuild';
import { type Bundling, ModuleFormat } from '../function/bundling';
import { fail } from './errors';

/** What a bundle is made from. */
export interface BundleRequest {
  /** Relative to the directory in which the app runs, or absolute. */
  readonly entry: string;
  readonly bundling: Bundling;
  /** Language level where `bundling` names none. */
  readonly target: string;
}

interface Bundle {
  readonly hash: string;
  readonly files: readonly { readonly name: string; readonly contents: Uint8Array }[];
  readonly warnings: readonly string[];
}

/** The AWS SDK for JavaScript v3 is in every Node.js runtime of Lambda. */
const IN_THE_RUNTIME = ['@aws-sdk/*', '@smithy/*'];

/** The same entry is compiled once in a process, however many regions run it. */
const bundles = new Map<string, Bundle>();

/** Code of an entry file and all that it imports, in one file. */
export function bundle(scope: Construct, request: BundleRequest): Code {
  const entry = path.resolve(request.entry);
  requireEntry(scope, request.entry, entry);
  // `cdk deploy <one stack>` asks for the code of that stack only.
  const made = Stack.of(scope).bundlingRequired ? compileOnce(scope, entry, request) : undefined;
  made?.warnings.forEach(warning => Annotations.of(scope).addWarningV2('cdk-resilient-serverless:bundling', warning));
  return Code.fromAsset(path.dirname(entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('not-used'),
      // Not run. It is part of the key under which CDK caches the asset, which the content alone should decide.
      command: [made?.hash ?? entry],
      local: { tryBundle: directory => made !== undefined && write(made, directory) },
    },
  });
}

function requireEntry(scope: Construct, given: string, entry: string): void {
  if (existsSync(entry) && statSync(entry).isFile()) return;
  fail(
    scope,
    'EntryNotFound',
    `entry "${given}" is not a file; it is looked for at "${entry}", relative to the directory in which the app runs`,
  );
}

function compileOnce(scope: Construct, entry: string, request: BundleRequest): Bundle {
  const key = `${entry}\n${optionsKey(request)}`;
  const known = bundles.get(key);
  if (known) return known;
  const made = compile(scope, entry, request);
  bundles.set(key, made);
  return made;
}

function optionsKey({ bundling, target }: BundleRequest): string {
  return JSON.stringify([
    bundling.minify,
    bundling.sourceMap,
    bundling.externalModules,
    bundling.target ?? target,
    bundling.format,
  ]);
}

function compile(scope: Construct, entry: string, request: BundleRequest): Bundle {
  const compiler = loadEsbuild(scope, entry);
  try {
    const result = compiler.buildSync(renderOptions(entry, request));
    return {
      hash: createHash('sha256')
        .update(result.outputFiles.map(file => file.hash).join())
        .digest('hex'),
      files: result.outputFiles.map(file => ({ name: path.basename(file.path), contents: file.contents })),
      warnings: render(compiler, result.warnings, 'warning'),
    };
  } catch (error) {
    const messages = (error as Partial<esbuild.BuildFailure>).errors;
    if (!messages) throw error;
    fail(
      scope,
      'EntryDoesNotCompile',
      `entry "${request.entry}" does not compile:\n${render(compiler, messages, 'error').join('\n')}`,
    );
  }
}

function renderOptions(entry: string, { bundling, target }: BundleRequest) {
  const esModule = bundling.format === ModuleFormat.ES_MODULE;
  return {
    entryPoints: [entry],
    outfile: esModule ? 'index.mjs' : 'index.js',
    // Comments and source maps name files relative to it: the output must not depend on where the app was started.
    absWorkingDir: projectRoot(entry),
    bundle: true,
    write: false,
    platform: 'node',
    format: esModule ? 'esm' : 'cjs',
    target: bundling.target ?? target,
    minify: bundling.minify ?? true,
    sourcemap: bundling.sourceMap ?? false,
    external: bundling.externalModules ?? IN_THE_RUNTIME,
    logLevel: 'silent',
    ...(esModule && ES_MODULE_OPTIONS),
  } as const satisfies esbuild.BuildOptions;
}

/** CommonJS packages inside an ES module still call `require`, which Node.js does not define there. */
const ES_MODULE_OPTIONS = {
  mainFields: ['module', 'main'],
  banner: { js: "import { createRequire } from 'module'; const require = createRequire(import.meta.url);" },
};

/** Messages as esbuild prints them: text, `file:line:column`, the line itself. */
function render(compiler: typeof esbuild, messages: esbuild.Message[], kind: 'error' | 'warning'): string[] {
  return compiler.formatMessagesSync(messages, { kind, color: false, terminalWidth: 0 }).map(text => text.trim());
}

function write(made: Bundle, directory: string): boolean {
  for (const file of made.files) writeFileSync(path.join(directory, file.name), file.contents);
  return true;
}

/** The app's own esbuild: it is an optional peer dependency. */
function loadEsbuild(scope: Construct, entry: string): typeof esbuild {
  const load = createRequire(__filename);
  try {
    return load(load.resolve('esbuild', { paths: [path.dirname(entry), process.cwd(), __dirname] }));
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

function projectRoot(entry: string): string {
  let directory = path.dirname(entry);
  while (!existsSync(path.join(directory, 'package.json'))) {
    const parent = path.dirname(directory);
    if (parent === directory) return path.dirname(entry);
    directory = parent;
  }
  return directory;
}
