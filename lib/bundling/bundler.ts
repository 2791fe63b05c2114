import { Annotations, Aspects, type Stack } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { ResilienceError } from '../private/errors';
import { BundleCache } from './bundle-cache';
import { type Compiled, compileAll, CompileError, type Compiler, esbuildVersion, loadEsbuild } from './compile';
import { Fingerprints } from './fingerprint';
import { type Bundle, type BundleRequest } from './request';

const KEY = Symbol.for('cdk-resilient-serverless.Bundler');

/** One construct's wish for a bundle. */
export interface Wish {
  /** The construct that the user wrote, which messages name. */
  readonly owner: Construct;
  readonly stack: Stack;
  /** Asked for when all constructs are there. */
  readonly request: BundleRequest;
  /** Called once the bundle is there. */
  granted(): void;
}

/**
 * Bundles all entries of an app by one call of the compiler.
 *
 * Constructs appear one at a time and state their wish; the first one that needs its bundle (at the latest, synthesis)
 * has all of them compiled. The same entry in several regions is compiled once.
 */
export class Bundler {
  /** The bundler of the app that a construct belongs to. */
  static of(scope: IConstruct): Bundler {
    const root = scope.node.root as IConstruct & { [KEY]?: Bundler };
    return (root[KEY] ??= new Bundler(root));
  }

  private readonly bundles = new Map<string, Bundle>();
  private wishes: Wish[] = [];

  private constructor(root: IConstruct) {
    // Before templates are rendered: some synthesizers add parameters for assets, and the tree is locked by then.
    Aspects.of(root).add({ visit: node => void (node === root && this.grantAll()) });
  }

  wish(wish: Wish): void {
    this.wishes.push(wish);
  }

  /** The bundle for a request, compiled together with all that are wished for by now. */
  bundleFor({ key }: BundleRequest): Bundle {
    if (!this.bundles.has(key)) this.compileWishes();
    return this.bundles.get(key)!;
  }

  private grantAll(): void {
    this.compileWishes();
    const wishes = this.wishes;
    this.wishes = [];
    wishes.filter(isNeeded).forEach(wish => wish.granted());
  }

  private compileWishes(): void {
    const missing = new Map<string, Wish[]>();
    for (const wish of this.wishes.filter(isNeeded)) {
      const { key } = wish.request;
      if (!this.bundles.has(key)) missing.set(key, [...(missing.get(key) ?? []), wish]);
    }
    if (missing.size === 0) return;
    const compiled = compileWithCache([...missing.values()].map(([wish]) => wish));
    for (const [key, wishes] of missing) {
      const { bundle, warnings } = compiled.get(wishes[0].request)!;
      this.bundles.set(key, bundle);
      for (const { owner } of wishes) warn(owner, warnings);
    }
  }
}

/** `cdk deploy <one stack>` asks for the code of that stack only. */
function isNeeded({ stack }: Wish): boolean {
  return stack.bundlingRequired;
}

/** Compiles what the caches of the projects do not have. */
function compileWithCache(wishes: readonly Wish[]): Map<BundleRequest, Compiled> {
  const caches = cachesFor(wishes);
  const known = new Map<BundleRequest, Compiled>();
  for (const { request } of wishes) {
    const found = caches.get(request.root)!.find(request);
    if (found) known.set(request, found);
  }
  const startedAt = Date.now();
  const made = compileOrExplain(wishes.filter(({ request }) => !known.has(request)));
  for (const [request, compiled] of made) caches.get(request.root)!.add(request, compiled, startedAt);
  for (const cache of caches.values()) cache.save();
  return new Map([...known, ...made]);
}

function cachesFor(wishes: readonly Wish[]): Map<string, BundleCache> {
  const fingerprints = new Fingerprints();
  const caches = new Map<string, BundleCache>();
  for (const { owner, request } of wishes) {
    if (caches.has(request.root)) continue;
    caches.set(request.root, new BundleCache(request.root, esbuildVersion(owner, request), fingerprints));
  }
  return caches;
}

function compileOrExplain(wishes: readonly Wish[]): Map<BundleRequest, Compiled> {
  if (wishes.length === 0) return new Map();
  const [{ owner, request }] = wishes;
  const compiler = loadEsbuild(owner, request);
  try {
    return compileAll(
      compiler,
      wishes.map(wish => wish.request),
    );
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw explain(compiler, wishes);
  }
}

/** One call tells what is wrong, but not for which of its entries: compiles them one by one to name the constructs. */
function explain(compiler: Compiler, wishes: readonly Wish[]): ResilienceError {
  const guilty = wishes.flatMap(wish => {
    try {
      compileAll(compiler, [wish.request]);
      return [];
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return [{ wish, messages: error.messages }];
    }
  });
  return new ResilienceError(
    guilty.map(({ wish: { request, owner }, messages }) => ({
      code: 'EntryCompilationFailed',
      message: `entry "${request.given}" does not compile:\n${messages.join('\n')}`,
      path: owner.node.path,
    })),
    guilty[0].wish.owner,
  );
}

function warn(scope: Construct, warnings: readonly string[]): void {
  for (const warning of warnings) Annotations.of(scope).addWarningV2('cdk-resilient-serverless:bundling', warning);
}
