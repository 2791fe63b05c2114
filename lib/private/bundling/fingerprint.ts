import { createHash } from 'crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync } from 'fs';
import * as path from 'path';

/** Names that steer how imports in and below a directory are resolved. */
const CONFIGURATION = ['package.json', 'tsconfig.json', 'jsconfig.json'];
/** Plug'n'Play resolves by a table of its own, and path mappings look in directories that no input is in. */
const UNPREDICTABLE = { files: ['.pnp.cjs', '.pnp.js'], options: /"(extends|paths|baseUrl|rootDirs)"\s*:/ };

/**
 * Everything that decides what esbuild makes of a set of files: their contents, and what could resolve an import of theirs
 * differently tomorrow: configuration, files that might shadow others, packages that are installed or linked.
 *
 * Facts are read once in its life, so make one for each synthesis.
 */
export class Fingerprints {
  private readonly contents = new Map<string, string | undefined>();
  private readonly surroundings = new Map<string, string | undefined>();

  /** A digest that is the same as long as a new compilation would give the same bundle; undefined where nobody can tell. */
  of(inputs: readonly string[], tsconfig?: string): string | undefined {
    const directories = new Set(inputs.map(input => path.dirname(input)));
    const facts = [
      ...inputs.map(input => this.contentOf(input)),
      ...[...directories].map(directory => this.surroundingsOf(directory)),
      tsconfig ? this.configurationIn(tsconfig) : '',
    ];
    return facts.includes(undefined) ? undefined : digest(facts.join('\n'));
  }

  private contentOf(file: string): string | undefined {
    if (!this.contents.has(file)) this.contents.set(file, existsSync(file) ? digest(readFileSync(file)) : undefined);
    return this.contents.get(file);
  }

  /** What lies in a directory, and what the directories above it say. */
  private surroundingsOf(directory: string): string | undefined {
    return this.remember(`in ${directory}`, () => {
      const above = this.above(directory);
      return above === undefined ? undefined : `${modulesIn(directory)}\n${above}`;
    });
  }

  private above(directory: string): string | undefined {
    return this.remember(`above ${directory}`, () => {
      const parent = path.dirname(directory);
      const rest = parent === directory ? '' : this.above(parent);
      const own = this.settingsOf(directory);
      return rest === undefined || own === undefined ? undefined : `${own}\n${rest}`;
    });
  }

  private settingsOf(directory: string): string | undefined {
    if (UNPREDICTABLE.files.some(name => existsSync(path.join(directory, name)))) return undefined;
    const settings = CONFIGURATION.map(name => this.configurationIn(path.join(directory, name)));
    if (settings.includes(undefined)) return undefined;
    return [...settings, packagesIn(path.join(directory, 'node_modules'))].join('\n');
  }

  private configurationIn(file: string): string | undefined {
    if (!existsSync(file)) return '';
    const isPackage = path.basename(file) === 'package.json';
    return !isPackage && UNPREDICTABLE.options.test(readFileSync(file, 'utf8')) ? undefined : this.contentOf(file);
  }

  private remember(key: string, find: () => string | undefined): string | undefined {
    if (!this.surroundings.has(key)) {
      const found = find();
      this.surroundings.set(key, found === undefined ? undefined : digest(found));
    }
    return this.surroundings.get(key);
  }
}

/** Files that an import without an extension can mean. */
function modulesIn(directory: string): string {
  return namesIn(directory)
    .filter(({ entry }) => !entry.isDirectory() && /\.(tsx?|jsx?|[cm][jt]s|json|css)$/.test(entry.name))
    .map(({ text }) => text)
    .sort()
    .join('\n');
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
