import { Annotations, Aspects, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { ResilienceError } from '../errors';
import { BundleCache } from './bundle-cache';
import { type Compiled, compileAll, CompileError, loadEsbuild } from './compile';
import { Fingerprints } from './fingerprint';
import { type Bundle, type BundleRequest, requestKey } from './request';

const KEY = Symbol.for('cdk-resilient-serverless.Bundler');

/** One construct's wish for a bundle. */
interface Wish {
  readonly scope: Construct;
  readonly request: BundleRequest;
  readonly granted: () => void;
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

  /** States a wish; `granted` is called once its bundle is there. */
  wish(scope: Construct, request: BundleRequest, granted: () => void): void {
    this.wishes.push({ scope, request, granted });
  }

  /** The bundle for a request, compiled together with all that are wished for by now. */
  bundleFor(request: BundleRequest): Bundle {
    const key = requestKey(request);
    if (!this.bundles.has(key)) this.compileWishes();
    return this.bundles.get(key)!;
  }

  private grantAll(): void {
    this.compileWishes();
    const wishes = this.wishes;
    this.wishes = [];
    wishes.filter(wish => isNeeded(wish)).forEach(wish => wish.granted());
  }

  private compileWishes(): void {
    const missing = new Map<string, Wish[]>();
    for (const wish of this.wishes.filter(isNeeded)) {
      const key = requestKey(wish.request);
      if (!this.bundles.has(key)) missing.set(key, [...(missing.get(key) ?? []), wish]);
    }
    if (missing.size === 0) return;
    const requests = [...missing.values()].map(([{ request }]) => request);
    const compiled = compileWithCache(requests, [...missing.values()].flat());
    for (const [key, wishes] of missing) {
      const { bundle, warnings } = compiled.get(wishes[0].request)!;
      this.bundles.set(key, bundle);
      for (const { scope } of wishes) warn(scope, warnings);
    }
  }
}

/** `cdk deploy <one stack>` asks for the code of that stack only. */
function isNeeded({ scope }: Wish): boolean {
  return Stack.of(scope).bundlingRequired;
}

function compileWithCache(requests: BundleRequest[], wishes: Wish[]): Map<BundleRequest, Compiled> {
  const cache = new BundleCache(new Fingerprints(), compilerVersion(wishes[0]));
  const known = new Map<BundleRequest, Compiled>();
  for (const request of requests) {
    const found = cache.find(request);
    if (found) known.set(request, found);
  }
  const stale = requests.filter(request => !known.has(request));
  if (stale.length === 0) return known;
  const made = compileOrExplain(stale, wishes);
  for (const [request, compiled] of made) cache.store(request, compiled);
  cache.prune(stale[0]);
  return new Map([...known, ...made]);
}

function compilerVersion({ scope, request }: Wish): string {
  return loadEsbuild(scope, request.entry).version;
}

function compileOrExplain(requests: BundleRequest[], wishes: Wish[]): Map<BundleRequest, Compiled> {
  try {
    return compileAll(requests);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw explain(requests, wishes);
  }
}

/** One call tells what is wrong, but not for which of its entries: compiles them one by one to name the constructs. */
function explain(requests: BundleRequest[], wishes: Wish[]): ResilienceError {
  const guilty = requests.flatMap(request => {
    try {
      compileAll([request]);
      return [];
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return [{ request, messages: error.messages }];
    }
  });
  return new ResilienceError(
    guilty.map(({ request, messages }) => ({
      code: 'EntryDoesNotCompile',
      message: `entry "${request.given}" does not compile:\n${messages.join('\n')}`,
    })),
    wishes.find(wish => wish.request === guilty[0].request)?.scope,
  );
}

function warn(scope: Construct, warnings: readonly string[]): void {
  for (const warning of warnings) Annotations.of(scope).addWarningV2('cdk-resilient-serverless:bundling', warning);
}
