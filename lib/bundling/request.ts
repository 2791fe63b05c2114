import { createHash } from 'crypto';
import * as path from 'path';
import type * as esbuild from 'esbuild';
import { type Bundling, ModuleFormat } from './bundling';
import { nearestAbove } from './nearest-above';

/** What a bundle is made from, as the user gave it. */
export interface BundleSource {
  /** Relative to the directory in which the app runs. */
  readonly entry: string;
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
  readonly contents: Uint8Array;
}

/** The AWS SDK for JavaScript v3 is in every Node.js runtime of Lambda. */
const IN_THE_RUNTIME = ['@aws-sdk/*', '@smithy/*'];

/** CommonJS packages inside an ES module still call `require`, which Node.js does not define there. */
const REQUIRE_IN_ES_MODULES = "import { createRequire } from 'module'; const require = createRequire(import.meta.url);";

/** A request for a bundle, with its paths made absolute. */
export class BundleRequest {
  readonly entry: string;
  /** The entry as the user gave it, for messages. */
  readonly given: string;
  /** The project that the entry belongs to: the nearest directory with a package.json. */
  readonly root: string;
  /** Options under which several entries can be compiled by one call. */
  readonly options: esbuild.BuildOptions & { readonly absWorkingDir: string };
  /** `options` as text, to compare them. */
  readonly optionsKey: string;
  /** Files that are copied beside the bundle. */
  readonly extraFiles: readonly string[];
  readonly tsconfig?: string;
  /** Requests with the same key have the same bundle. */
  readonly key: string;

  constructor({ entry, bundling, target }: BundleSource) {
    this.given = entry;
    this.entry = path.resolve(entry);
    this.root = projectRoot(this.entry);
    this.tsconfig = bundling.tsconfig && path.resolve(bundling.tsconfig);
    this.extraFiles = (bundling.extraFiles ?? []).map(file => path.resolve(file));
    this.options = compilerOptions(bundling, bundling.target ?? target, this.root, this.tsconfig);
    this.optionsKey = JSON.stringify(this.options);
    this.key = JSON.stringify([this.entry, this.optionsKey, this.extraFiles]);
  }
}

function compilerOptions(bundling: Bundling, target: string, root: string, tsconfig: string | undefined) {
  const esModule = bundling.format === ModuleFormat.ES_MODULE;
  return {
    // Comments and source maps name files relative to it: the output must not depend on where the app was started.
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: esModule ? 'esm' : 'cjs',
    // Files that a bundle refers to lie beside it in the asset.
    publicPath: './',
    outExtension: { '.js': esModule ? '.mjs' : '.js' },
    target,
    minify: bundling.minify ?? true,
    sourcemap: bundling.sourceMap ?? false,
    external: bundling.externalModules ?? IN_THE_RUNTIME,
    loader: bundling.loader as Record<string, esbuild.Loader> | undefined,
    define: bundling.define,
    tsconfig,
    ...(esModule && { mainFields: ['module', 'main'], banner: { js: REQUIRE_IN_ES_MODULES } }),
  } satisfies esbuild.BuildOptions;
}

/** The hash of files by name and contents. */
export function hashOf(files: readonly BundleFile[]): string {
  const hash = createHash('sha256');
  for (const { name, contents } of files) hash.update(`${name}\0${contents.length}\0`).update(contents);
  return hash.digest('hex');
}

function projectRoot(entry: string): string {
  return path.dirname(nearestAbove(path.dirname(entry), 'package.json') ?? entry);
}
