import { createHash } from 'crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'fs';
import * as path from 'path';
import { isSystemError } from './system-error';
import { type Sources } from './module-graph';
import { readResolution } from './tsconfig';

/** The nearest one counts, the first before the second. */
const CONFIGURATIONS = ['tsconfig.json', 'jsconfig.json'];

/** Plug'n'Play resolves by a table of its own. */
const PLUG_AND_PLAY = ['.pnp.cjs', '.pnp.js'];

/** In more files than this it is quicker to compile than to look. */
const MOST_FILES = 20_000;

/**
 * Everything that decides what esbuild makes of a set of files: their contents, and what could resolve an import of theirs
 * differently tomorrow: configuration, files that might shadow others, packages that are installed or linked.
 *
 * Facts are read once in its life, so make one for each synthesis.
 */
export class Fingerprints {
  private readonly contents = new Map<string, string | undefined>();
  private readonly facts = new Map<string, string | undefined>();

  /** A digest that is the same as long as a new compilation would give the same bundle; undefined where nobody can tell. */
  of(sources: Sources, tsconfig?: string): string | undefined {
    try {
      return this.digestOf(sources, tsconfig);
    } catch (error) {
      // A link that leads to itself, a directory where a file was: the compiler says whether that is wrong.
      if (isSystemError(error)) return undefined;
      throw error;
    }
  }

  private digestOf({ inputs, searched }: Sources, tsconfig?: string): string | undefined {
    const directories = new Set(inputs.map(input => path.dirname(input)));
    const facts = [
      ...inputs.map(input => this.contentOf(input)),
      ...[...directories].map(directory => this.surroundingsOf(directory)),
      ...searched.map(directory => this.namesWhere(directory)),
      ...(tsconfig
        ? [this.configuredBy(tsconfig)]
        : [...directories].map(directory => this.configurationOf(directory))),
    ];
    return facts.includes(undefined) ? undefined : digest(facts.join('\n'));
  }

  private contentOf(file: string): string | undefined {
    if (!this.contents.has(file)) this.contents.set(file, existsSync(file) ? digest(readFileSync(file)) : undefined);
    return this.contents.get(file);
  }

  /** What a directory is, the names in it, and what it says of itself where it is a package. */
  private namesWhere(directory: string): string | undefined {
    return this.remember(`names in ${directory}`, () => {
      if (!existsSync(directory)) return '';
      const manifest = this.contentOf(path.join(directory, 'package.json')) ?? '';
      return [realpathSync(directory), manifest, filesIn(directory)].join('\n');
    });
  }

  /** What lies in a directory, and what the directories above it say. */
  private surroundingsOf(directory: string): string | undefined {
    return this.remember(`in ${directory}`, () => {
      const above = this.above(directory);
      return above === undefined ? undefined : `${filesIn(directory)}\n${above}`;
    });
  }

  private above(directory: string): string | undefined {
    return this.remember(`above ${directory}`, () => {
      const parent = path.dirname(directory);
      const rest = parent === directory ? '' : this.above(parent);
      if (rest === undefined || PLUG_AND_PLAY.some(name => existsSync(path.join(directory, name)))) return undefined;
      const manifest = this.contentOf(path.join(directory, 'package.json')) ?? '';
      return [manifest, packagesIn(path.join(directory, 'node_modules')), rest].join('\n');
    });
  }

  /** What the nearest TypeScript configuration says. */
  private configurationOf(directory: string): string | undefined {
    return this.remember(`for ${directory}`, () => {
      const own = CONFIGURATIONS.map(name => path.join(directory, name)).find(file => existsSync(file));
      if (own) return this.configuredBy(own);
      const parent = path.dirname(directory);
      return parent === directory ? '' : this.configurationOf(parent);
    });
  }

  private configuredBy(file: string): string | undefined {
    return this.remember(`by ${file}`, () => {
      const resolution = readResolution(file);
      if (!resolution) return undefined;
      const found = resolution.directories.map(directory => this.filesBelow(directory));
      const facts = [...resolution.files.map(each => this.contentOf(each)), ...found];
      return facts.includes(undefined) ? undefined : [...resolution.files, ...facts].join('\n');
    });
  }

  private filesBelow(directory: string): string | undefined {
    return this.remember(`below ${directory}`, () => {
      const names = [];
      const directories = [directory];
      for (const each of directories) {
        const entries = isAssembly(each) ? [] : namesIn(each);
        for (const { entry, whole, text } of entries) {
          if (entry.isDirectory() && entry.name !== 'node_modules') directories.push(whole);
          else if (!entry.isDirectory()) names.push(path.join(path.relative(directory, each), text));
        }
        if (names.length > MOST_FILES || directories.length > MOST_FILES) return undefined;
      }
      return names.sort().join('\n');
    });
  }

  private remember(key: string, find: () => string | undefined): string | undefined {
    if (!this.facts.has(key)) {
      const found = find();
      this.facts.set(key, found === undefined ? undefined : digest(found));
    }
    return this.facts.get(key);
  }
}

/** Files that an import could mean: without an extension it can be one of any, or of none. */
function filesIn(directory: string): string {
  return namesIn(directory)
    .filter(({ entry }) => !entry.isDirectory())
    .map(({ text }) => text)
    .sort()
    .join('\n');
}

/** CDK's output, which each synthesis changes, has a file of this name. */
function isAssembly(directory: string): boolean {
  return existsSync(path.join(directory, 'cdk.out')) && existsSync(path.join(directory, 'manifest.json'));
}

/** Packages, one level into the scopes. */
function packagesIn(directory: string): string {
  return namesIn(directory)
    .map(({ entry, text, whole }) =>
      /^@/.test(entry.name) && entry.isDirectory() ? `${text}/(${packagesIn(whole)})` : text,
    )
    .sort()
    .join('\n');
}

/** What is in a directory and not hidden; links with their targets. */
function namesIn(directory: string): { entry: Dirent; whole: string; text: string }[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter(entry => !entry.name.startsWith('.'))
    .map(entry => {
      const whole = path.join(directory, entry.name);
      return { entry, whole, text: entry.isSymbolicLink() ? `${entry.name} -> ${readlinkSync(whole)}` : entry.name };
    });
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64');
}
