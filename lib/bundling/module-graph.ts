import * as path from 'path';
import type * as esbuild from 'esbuild';
import { nearestAbove } from './nearest-above';

/** What a bundle was made from. */
export interface Sources {
  /** Absolute paths of every file that is in it. */
  readonly inputs: readonly string[];
  /** Other directories in which an import was looked for: another file there could have been meant. */
  readonly searched: readonly string[];
}

/** Patterns mean whatever matches them, so a file that appears changes the bundle. */
const PATTERN = /\*/;

/** What a module imports. */
interface Module {
  readonly file: string;
  readonly imports: readonly string[];
  readonly searched: readonly string[];
  readonly hasPattern: boolean;
}

/** What imports what, in esbuild's words: paths relative to the project, with slashes. */
export class ModuleGraph {
  private readonly modules = new Map<string, Module>();
  private readonly packages = new Map<string, string | undefined>();

  constructor(
    private readonly root: string,
    inputs: esbuild.Metafile['inputs'],
  ) {
    for (const [name, { imports }] of Object.entries(inputs)) this.modules.set(name, this.read(name, imports));
  }

  /** Every module that some modules import, directly or not: also those of which nothing was left in the bundle. */
  reachableFrom(roots: Iterable<string>): Set<string> {
    const found = new Set(roots);
    for (const name of found) for (const imported of this.modules.get(name)?.imports ?? []) found.add(imported);
    return found;
  }

  /** What decides the contents of a bundle of these modules, made for an entry; undefined where nobody can tell. */
  sourcesOf(names: Iterable<string>, entry: string): Sources | undefined {
    const modules = [...names].map(name => this.modules.get(name) ?? this.read(name, []));
    if (modules.some(({ hasPattern }) => hasPattern)) return undefined;
    const inputs = modules.map(({ file }) => file);
    const searched = new Set([path.dirname(entry), ...modules.flatMap(module => module.searched)]);
    for (const input of inputs) searched.delete(path.dirname(input));
    return { inputs, searched: [...searched] };
  }

  private read(name: string, imports: readonly Import[]): Module {
    const file = path.resolve(this.root, name);
    return {
      file,
      imports: imports.filter(({ external }) => !external).map(imported => imported.path),
      searched: imports.flatMap(imported => this.searchedFor(imported, path.dirname(file))),
      hasPattern: imports.some(imported => imported.external && PATTERN.test(imported.path)),
    };
  }

  /** Where esbuild looked for what an import in a directory means. */
  private searchedFor({ path: found, original = found, external }: Import, directory: string): string[] {
    if (/^\.{1,2}(\/|$)/.test(original)) {
      const meant = path.resolve(directory, original);
      // What was not found could be a file or a directory one day.
      return external ? [path.dirname(meant), meant] : [path.dirname(meant)];
    }
    if (external) return [];
    // Beside a directory of a package, a file of its name could be meant.
    const isIndex = path.basename(found).startsWith('index.');
    const beside = isIndex ? [path.dirname(path.dirname(path.resolve(this.root, found)))] : [];
    return [...this.packageNamed(original, directory), ...beside];
  }

  /** The package that an import in a directory names, which says what of it is meant. */
  private packageNamed(original: string, directory: string): string[] {
    const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(original) ?? [original];
    const key = `${directory}\n${name}`;
    if (!this.packages.has(key)) this.packages.set(key, nearestAbove(directory, path.join('node_modules', name)));
    const found = this.packages.get(key);
    return found === undefined ? [] : [found];
  }
}

type Import = esbuild.Metafile['inputs'][string]['imports'][number];
