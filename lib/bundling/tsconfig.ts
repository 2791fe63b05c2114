import { existsSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import * as path from 'path';

/** What of a TypeScript configuration decides which file an import means. */
export interface Resolution {
  /** The file and those that it extends. */
  readonly files: readonly string[];
  /** Directories in which imports are looked for because of it. */
  readonly directories: readonly string[];
}

interface Configuration {
  readonly extends?: string | string[];
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, string[]>>;
  };
}

/** Strings, and what JSON has not: comments, and commas before a closing bracket. */
const TOKENS = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*[}\]])/g;

/** Reads a configuration and all that it extends; undefined where it cannot be read as TypeScript would. */
export function readResolution(file: string): Resolution | undefined {
  const configuration = parse(file);
  if (!configuration) return undefined;
  const directory = path.dirname(file);
  const { extends: given = [], compilerOptions: { baseUrl, paths = {} } = {} } = configuration;
  const extended = [given].flat().map(name => {
    const target = locate(name, directory);
    return target === undefined ? undefined : readResolution(target);
  });
  if (!extended.every(base => base !== undefined)) return undefined;
  const base = path.resolve(directory, baseUrl ?? '.');
  const mapped = Object.values(paths).flat();
  return {
    files: [file, ...extended.flatMap(({ files }) => files)],
    directories: [
      ...(baseUrl === undefined ? [] : [base]),
      // `src/*` looks below `src`, `src/index` in it.
      ...mapped.map(target => path.dirname(path.resolve(base, `${target.split('*')[0]}x`))),
      ...extended.flatMap(({ directories }) => directories),
    ],
  };
}

function parse(file: string): Configuration | undefined {
  try {
    const text = readFileSync(file, 'utf8').replace(TOKENS, token => (token.startsWith('"') ? token : ''));
    return (text.trim() === '' ? {} : JSON.parse(text)) as Configuration;
  } catch {
    // esbuild says what is wrong with it.
    return undefined;
  }
}

/** A path, or a configuration in a package. */
function locate(name: string, directory: string): string | undefined {
  if (!/^\.|^\//.test(name)) return resolvePackage(name, directory);
  const file = path.resolve(directory, name);
  return [file, `${file}.json`].find(candidate => candidate.endsWith('.json') && existsSync(candidate));
}

function resolvePackage(name: string, directory: string): string | undefined {
  const require = createRequire(path.join(directory, 'tsconfig.json'));
  for (const candidate of [`${name}/tsconfig.json`, `${name}.json`, name]) {
    try {
      return require.resolve(candidate);
    } catch {
      continue;
    }
  }
  return undefined;
}
