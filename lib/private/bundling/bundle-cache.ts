import { createHash } from 'crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'fs';
import * as path from 'path';
import type { Compiled } from './compile';
import type { Fingerprints } from './fingerprint';
import { type BundleRequest, hashOf, projectRoot, requestKey } from './request';

/** Bundles that nobody asked for in this time are deleted. */
const KEPT_MILLIS = 30 * 24 * 3600 * 1000;

/** How a bundle is kept between two runs of an app. */
interface Stored {
  readonly fingerprint: string;
  readonly inputs: readonly string[];
  readonly warnings: readonly string[];
  readonly files: readonly { readonly name: string; readonly base64: string }[];
}

/**
 * Bundles of earlier synths, in `node_modules/.cache` of the project; a project without node_modules has no cache.
 *
 * A bundle is found only while everything that it was compiled from is what it was.
 */
export class BundleCache {
  constructor(
    private readonly fingerprints: Fingerprints,
    private readonly compilerVersion: string,
  ) {}

  find(request: BundleRequest): Compiled | undefined {
    const file = this.fileOf(request);
    if (!file || !existsSync(file)) return undefined;
    const stored = parse(readFileSync(file, 'utf8'));
    if (!stored || stored.fingerprint !== this.fingerprints.of(stored.inputs, request.bundling.tsconfig))
      return undefined;
    markUsed(file);
    const files = stored.files.map(({ name, base64 }) => ({ name, contents: Buffer.from(base64, 'base64') }));
    return { bundle: { hash: hashOf(files), files }, inputs: stored.inputs, warnings: stored.warnings };
  }

  store(request: BundleRequest, { bundle, inputs, warnings }: Compiled): void {
    const file = this.fileOf(request);
    const fingerprint = this.fingerprints.of(inputs, request.bundling.tsconfig);
    if (!file || fingerprint === undefined) return;
    const files = bundle.files.map(({ name, contents }) => ({ name, base64: contents.toString('base64') }));
    mkdirSync(path.dirname(file), { recursive: true });
    // Written aside and renamed: another process never reads half of it.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, JSON.stringify({ fingerprint, inputs, warnings, files } satisfies Stored));
    renameSync(aside, file);
  }

  /** Deletes what no synth has used for a month. */
  prune(request: BundleRequest): void {
    const directory = path.dirname(this.fileOf(request) ?? '');
    if (!existsSync(directory)) return;
    for (const name of readdirSync(directory)) {
      const file = path.join(directory, name);
      if (statSync(file).mtimeMs < Date.now() - KEPT_MILLIS) rmSync(file, { force: true });
    }
  }

  private fileOf(request: BundleRequest): string | undefined {
    const modules = path.join(projectRoot(request.entry), 'node_modules');
    if (!existsSync(modules)) return undefined;
    const key = [this.compilerVersion, process.env.NODE_PATH ?? '', requestKey(request)].join('\n');
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return path.join(modules, '.cache', 'cdk-resilient-serverless', 'bundles', `${name}.json`);
  }
}

function markUsed(file: string): void {
  if (statSync(file).mtimeMs < Date.now() - KEPT_MILLIS / 30) utimesSync(file, new Date(), new Date());
}

/** What another version of this library or a full disk left behind is not a bundle. */
function parse(text: string): Stored | undefined {
  try {
    const stored = JSON.parse(text) as Partial<Stored>;
    return stored.fingerprint && stored.inputs && stored.files && stored.warnings ? (stored as Stored) : undefined;
  } catch {
    return undefined;
  }
}
