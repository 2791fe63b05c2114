import { Annotations, Aspects, type Stack } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { ResilienceError } from '../private/errors';
import { BundleCache } from './bundle-cache';
import { type Compiled, compileAll, CompileError, type Compiler, esbuildVersion, loadEsbuild } from './compile';
import { Fingerprints } from './fingerprint';
import { type Bundle, type BundleRequest } from './request';

const KEY = Symbol.for('cdk-resilient-serverless.Bundler');

/** One construct's bundle that is yet to be made. */
export interface PendingBundle {
  /** The construct that the user wrote, which messages name. */
  readonly owner: Construct;
  readonly stack: Stack;
  /** Asked for when all constructs are there. */
  readonly request: BundleRequest;
  /** Called once the bundle is there. */
  onBundled(): void;
}

/**
 * Bundles all entries of an app by one call of the compiler.
 *
 * Constructs appear one at a time and ask for a bundle each; the first one that needs its bundle (at the latest, synthesis)
 * has all of them compiled. The same entry in several regions is compiled once.
 */
export class Bundler {
  /** The bundler of the app that a construct belongs to. */
  static of(scope: IConstruct): Bundler {
    const root = scope.node.root as IConstruct & { [KEY]?: Bundler };
    return (root[KEY] ??= new Bundler(root));
  }

  private readonly bundles = new Map<string, Bundle>();
  private pending: PendingBundle[] = [];

  private constructor(root: IConstruct) {
    // Before templates are rendered: some synthesizers add parameters for assets, and the tree is locked by then.
    Aspects.of(root).add({ visit: node => void (node === root && this.bundleAll()) });
  }

  add(pending: PendingBundle): void {
    this.pending.push(pending);
  }

  /** The bundle for a request, compiled together with all that are pending by now. */
  bundleFor({ key }: BundleRequest): Bundle {
    if (!this.bundles.has(key)) this.compilePending();
    return this.bundles.get(key)!;
  }

  private bundleAll(): void {
    this.compilePending();
    const pending = this.pending;
    this.pending = [];
    pending.filter(isNeeded).forEach(each => each.onBundled());
  }

  private compilePending(): void {
    const missing = new Map<string, PendingBundle[]>();
    for (const each of this.pending.filter(isNeeded)) {
      const { key } = each.request;
      if (!this.bundles.has(key)) missing.set(key, [...(missing.get(key) ?? []), each]);
    }
    if (missing.size === 0) return;
    const compiled = compileWithCache([...missing.values()].map(([first]) => first));
    for (const [key, pending] of missing) {
      const { bundle, warnings } = compiled.get(pending[0].request)!;
      this.bundles.set(key, bundle);
      for (const { owner } of pending) warn(owner, warnings);
    }
  }
}

/** `cdk deploy <one stack>` asks for the code of that stack only. */
function isNeeded({ stack }: PendingBundle): boolean {
  return stack.bundlingRequired;
}

/** Compiles what the caches of the projects do not have. */
function compileWithCache(pending: readonly PendingBundle[]): Map<BundleRequest, Compiled> {
  const caches = cachesFor(pending);
  const known = new Map<BundleRequest, Compiled>();
  for (const { request } of pending) {
    const found = caches.get(request.root)!.find(request);
    if (found) known.set(request, found);
  }
  const startedAt = Date.now();
  const made = compileOrExplain(pending.filter(({ request }) => !known.has(request)));
  for (const [request, compiled] of made) caches.get(request.root)!.add(request, compiled, startedAt);
  for (const cache of caches.values()) cache.save();
  return new Map([...known, ...made]);
}

function cachesFor(pending: readonly PendingBundle[]): Map<string, BundleCache> {
  const fingerprints = new Fingerprints();
  const caches = new Map<string, BundleCache>();
  for (const { owner, request } of pending) {
    if (caches.has(request.root)) continue;
    caches.set(request.root, new BundleCache(request.root, esbuildVersion(owner, request), fingerprints));
  }
  return caches;
}

function compileOrExplain(pending: readonly PendingBundle[]): Map<BundleRequest, Compiled> {
  if (pending.length === 0) return new Map();
  const [{ owner, request }] = pending;
  const compiler = loadEsbuild(owner, request);
  try {
    return compileAll(
      compiler,
      pending.map(each => each.request),
    );
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw explain(compiler, pending);
  }
}

/** One call tells what is wrong, but not for which of its entries: compiles them one by one to name the constructs. */
function explain(compiler: Compiler, pending: readonly PendingBundle[]): ResilienceError {
  const guilty = pending.flatMap(each => {
    try {
      compileAll(compiler, [each.request]);
      return [];
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return [{ pending: each, messages: error.messages }];
    }
  });
  return new ResilienceError(
    guilty.map(({ pending: { request, owner }, messages }) => ({
      code: 'EntryCompilationFailed',
      message: `entry "${request.given}" does not compile:\n${messages.join('\n')}`,
      path: owner.node.path,
    })),
    guilty[0].pending.owner,
  );
}

function warn(scope: Construct, warnings: readonly string[]): void {
  for (const warning of warnings) Annotations.of(scope).addWarningV2('cdk-resilient-serverless:bundling', warning);
}
