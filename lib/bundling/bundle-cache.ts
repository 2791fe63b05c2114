import { createHash } from 'crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';
import { isSystemError } from './system-error';
import { type Compiled } from './compile';
import { type Fingerprints } from './fingerprint';
import { type Sources } from './module-graph';
import { nearestAbove } from './nearest-above';
import { type Bundle, type BundleRequest, hashOf } from './request';

/** Bundles that nobody asked for in this time are forgotten. */
const KEPT_DAYS = 30;

/** How much the clock of a file system may be behind that of a process. */
const CLOCK_MILLIS = 10;

const INDEX = 'index.json';
const PACK = /^pack-[0-9a-f]+$/;

/** Of what is written here: entries of another one are not found, and are forgotten. */
const FORMAT = '3';

/** A bundle of an earlier synth, without its contents. */
interface Known {
  readonly fingerprint: string;
  readonly sources: Sources;
  readonly warnings: readonly string[];
  readonly hash: string;
  /** File with the contents of this bundle, and of others that were compiled with it. */
  readonly pack: string;
  /** The bundle's files, by their place in the pack. */
  readonly files: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** Day on which it was last asked for, counted from 1970. */
  readonly day: number;
}

/** The index as it is written. Paths that many bundles were made from stand in it once; bundles have their numbers. */
interface Written {
  readonly paths: readonly string[];
  readonly bundles: Readonly<Record<string, Omit<Known, 'sources'> & { readonly sources: Numbered<Sources> }>>;
}

type Numbered<T> = { readonly [K in keyof T]: readonly number[] };

/** A bundle that was compiled, before it has a place in a pack. */
interface Added extends Required<Compiled> {
  readonly key: string;
  readonly fingerprint: string;
}

/**
 * Bundles of earlier synths of a project, in the `node_modules/.cache` that is nearest above it: in a workspace, and beside
 * an app in another language, packages are installed further up. A project without node_modules has no cache.
 *
 * A bundle is found only while everything that it was compiled from is what it was. Processes may share a cache: each
 * file is written aside and renamed, and what one overwrites, the other compiles again. What is compiled together is
 * written as one file: making two hundred small ones takes longer than compiling them.
 */
export class BundleCache {
  private readonly directory: string | undefined;
  private readonly known: ReadonlyMap<string, Known>;
  private readonly asked = new Map<string, Known>();
  private readonly added: Added[] = [];
  private readonly packs = new Map<string, Uint8Array>();

  constructor(
    root: string,
    private readonly compilerVersion: string,
    private readonly fingerprints: Fingerprints,
  ) {
    const modules = nearestAbove(root, 'node_modules');
    if (modules) this.directory = path.join(modules, '.cache', 'cdk-resilient-serverless', 'bundles');
    this.known = this.readIndex();
  }

  find(request: BundleRequest): Compiled | undefined {
    const key = this.keyOf(request);
    const known = this.known.get(key);
    if (!known || known.fingerprint !== this.fingerprints.of(known.sources, request.tsconfig)) return undefined;
    const bundle = this.readBundle(known);
    if (!bundle) return undefined;
    this.asked.set(key, { ...known, day: today() });
    return { bundle, sources: known.sources, warnings: known.warnings };
  }

  /**
   * Keeps what was compiled from files as they were at a time, in milliseconds since 1970; not where one of them may have
   * changed since then.
   */
  add(request: BundleRequest, compiled: Compiled, compiledAt: number): void {
    const { sources } = compiled;
    const fingerprint = this.directory && sources && this.fingerprints.of(sources, request.tsconfig);
    if (!sources || fingerprint === undefined) return;
    if (sources.inputs.some(input => statSync(input).mtimeMs > compiledAt - CLOCK_MILLIS)) return;
    this.added.push({ ...compiled, sources, key: this.keyOf(request), fingerprint });
  }

  /** Writes down what was found and added, and deletes what is not known any more. */
  save(): void {
    try {
      this.write();
    } catch (error) {
      // Packages may lie where nobody may write: the next synthesis compiles again.
      if (!isSystemError(error)) throw error;
    }
  }

  private write(): void {
    if (this.added.length > 0) this.writePack();
    if (![...this.asked].some(([key, known]) => !isSame(known, this.known.get(key)))) return;
    const kept = [...this.readIndex()].filter(([, { day }]) => day > today() - KEPT_DAYS);
    const bundles = new Map([...kept, ...this.asked]);
    writeWhole(path.join(this.directory!, INDEX), JSON.stringify(render(bundles)));
    const packs = new Set([...bundles.values()].map(({ pack }) => pack));
    for (const name of readdirSync(this.directory!)) {
      // What another process is writing aside right now has another name.
      if (PACK.test(name) && !packs.has(name)) rmSync(path.join(this.directory!, name), { force: true });
    }
  }

  private writePack(): void {
    const hashes = this.added.map(({ bundle }) => bundle.hash).join('\n');
    const pack = `pack-${digest(hashes)}`;
    let end = 0;
    for (const { key, bundle, ...compiled } of this.added) {
      const files = bundle.files.map(({ name, contents }) => ({ name, from: end, to: (end += contents.length) }));
      this.asked.set(key, { ...compiled, hash: bundle.hash, pack, files, day: today() });
    }
    mkdirSync(this.directory!, { recursive: true });
    const contents = this.added.flatMap(({ bundle }) => bundle.files.map(file => file.contents));
    writeWhole(path.join(this.directory!, pack), Buffer.concat(contents));
  }

  /** What another version of this library or a full disk left behind is not an index. */
  private readIndex(): ReadonlyMap<string, Known> {
    const file = this.directory && path.join(this.directory, INDEX);
    if (!file || !existsSync(file)) return new Map();
    try {
      return parse(JSON.parse(readFileSync(file, 'utf8')) as Written);
    } catch {
      return new Map();
    }
  }

  private readBundle({ hash, pack, files }: Known): Bundle | undefined {
    const packed = this.readPack(pack);
    const read = files.map(({ name, from, to }) => ({ name, contents: packed.subarray(from, to) }));
    return hashOf(read) === hash ? { hash, files: read } : undefined;
  }

  /** A pack that another process deleted is empty: nothing is found in it. */
  private readPack(pack: string): Uint8Array {
    const known = this.packs.get(pack);
    if (known) return known;
    const file = path.join(this.directory!, pack);
    const read = existsSync(file) ? readFileSync(file) : new Uint8Array();
    this.packs.set(pack, read);
    return read;
  }

  private keyOf(request: BundleRequest): string {
    return digest([FORMAT, this.compilerVersion, process.env.NODE_PATH ?? '', request.key].join('\n'));
  }
}

/** Writes the files of a bundle into a directory, which is there when all of them are. */
export function writeBundle(directory: string, { files }: Bundle): void {
  const aside = `${directory}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  for (const { name, contents } of files) writeFileSync(path.join(aside, name), contents);
  renameSync(aside, directory);
}

function writeWhole(file: string, contents: string | Uint8Array): void {
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, contents);
  renameSync(aside, file);
}

function parse({ paths, bundles }: Written): Map<string, Known> {
  const named = (numbers: readonly number[]): string[] => numbers.map(number => paths[number]);
  const entries = Object.entries(bundles).map(([key, { sources, ...stored }]): [string, Known] => [
    key,
    { ...stored, sources: { inputs: named(sources.inputs), searched: named(sources.searched) } },
  ]);
  return new Map(entries);
}

function render(bundles: ReadonlyMap<string, Known>): Written {
  const numbers = new Map<string, number>();
  const numbered = (paths: readonly string[]): number[] =>
    paths.map(each => {
      const number = numbers.get(each) ?? numbers.size;
      numbers.set(each, number);
      return number;
    });
  const written = [...bundles].map(([key, { sources, ...known }]) => {
    const { inputs, searched } = sources;
    return [key, { ...known, sources: { inputs: numbered(inputs), searched: numbered(searched) } }] as const;
  });
  return { paths: [...numbers.keys()], bundles: Object.fromEntries(written) };
}

function isSame(one: Known, other: Known | undefined): boolean {
  return one.pack === other?.pack && one.fingerprint === other.fingerprint && one.day === other.day;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function today(): number {
  return Math.floor(Date.now() / (24 * 3600 * 1000));
}
