import { createHash } from 'crypto';
import { existsSync } from 'fs';
import * as path from 'path';
import type * as esbuild from 'esbuild';
import { type Bundling, ModuleFormat } from '../../function/bundling';

/** What a bundle is made from. */
export interface BundleRequest {
  /** Absolute. */
  readonly entry: string;
  /** As the user gave it, for messages. */
  readonly given: string;
  readonly bundling: Bundling;
  /** Language level where `bundling` names none. */
  readonly target: string;
}

/** Files of one bundle, as they lie in its asset, and their hash. */
export interface Bundle {
  readonly hash: string;
  readonly files: readonly BundleFile[];
}

export interface BundleFile {
  readonly name: string;
  readonly contents: Buffer;
}

/** The AWS SDK for JavaScript v3 is in every Node.js runtime of Lambda. */
const IN_THE_RUNTIME = ['@aws-sdk/*', '@smithy/*'];

/** CommonJS packages inside an ES module still call `require`, which Node.js does not define there. */
const REQUIRE_IN_ES_MODULES = "import { createRequire } from 'module'; const require = createRequire(import.meta.url);";

/** Options under which several entries can be compiled by one call. */
export function compilerOptions({ entry, bundling, target }: BundleRequest) {
  const esModule = bundling.format === ModuleFormat.ES_MODULE;
  return {
    // Comments and source maps name files relative to it: the output must not depend on where the app was started.
    absWorkingDir: projectRoot(entry),
    bundle: true,
    platform: 'node',
    format: esModule ? 'esm' : 'cjs',
    outExtension: { '.js': esModule ? '.mjs' : '.js' },
    target: bundling.target ?? target,
    minify: bundling.minify ?? true,
    sourcemap: bundling.sourceMap ?? false,
    external: bundling.externalModules ?? IN_THE_RUNTIME,
    loader: bundling.loader as Record<string, esbuild.Loader> | undefined,
    define: bundling.define,
    tsconfig: bundling.tsconfig && path.resolve(bundling.tsconfig),
    ...(esModule && { mainFields: ['module', 'main'], banner: { js: REQUIRE_IN_ES_MODULES } }),
  } as const satisfies esbuild.BuildOptions;
}

/** Files that are copied beside the bundle. */
export function extraFiles({ bundling }: BundleRequest): string[] {
  return (bundling.extraFiles ?? []).map(file => path.resolve(file));
}

/** Requests with the same key have the same bundle. */
export function requestKey(request: BundleRequest): string {
  return JSON.stringify([request.entry, compilerOptions(request), extraFiles(request)]);
}

export function hashOf(files: readonly BundleFile[]): string {
  const hash = createHash('sha256');
  for (const { name, contents } of files) hash.update(`${name}\0${contents.length}\0`).update(contents);
  return hash.digest('hex');
}

/** The nearest directory with a package.json. */
export function projectRoot(entry: string): string {
  for (let directory = path.dirname(entry); ; directory = path.dirname(directory)) {
    if (existsSync(path.join(directory, 'package.json'))) return directory;
    if (directory === path.dirname(directory)) return path.dirname(entry);
  }
}
