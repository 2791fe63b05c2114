import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUIRE = /require\("([^".][^"]*)"\)/g;

/** Packages that the JavaScript files below a directory require and whose name starts so, each once. */
export function requiredModules(directory: string, prefix: string): string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js'));
  const required = files.flatMap(file =>
    [...readFileSync(join(directory, file), 'utf8').matchAll(REQUIRE)].map(match => match[1]),
  );
  return [...new Set(required)].filter(name => name.startsWith(prefix)).sort();
}
