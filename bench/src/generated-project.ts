import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const ESBUILD = dirname(createRequire(import.meta.url).resolve('esbuild/package.json'));

/** Modules that every entry shares, each importing the next: three levels, as a real code base has. */
const SHARED = ['validation', 'records', 'clock'];

/** Writes a project of so many TypeScript handlers, with a `node_modules` of its own: no cache survives it. */
export function writeProject(directory: string, entries: number): void {
  for (const folder of ['entries', 'shared', 'node_modules/.bin']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  writeFileSync(join(directory, 'package.json'), '{ "name": "measured", "private": true }\n');
  writeFileSync(join(directory, 'package-lock.json'), '{ "name": "measured", "lockfileVersion": 3, "packages": {} }\n');
  symlinkSync(ESBUILD, join(directory, 'node_modules/esbuild'));
  symlinkSync('../esbuild/bin/esbuild', join(directory, 'node_modules/.bin/esbuild'));
  SHARED.forEach((name, level) => writeFileSync(join(directory, `shared/${name}.ts`), sharedModule(name, level)));
  for (let index = 0; index < entries; index++) {
    writeFileSync(join(directory, `entries/entry-${index}.ts`), entryModule(index));
  }
}

function sharedModule(name: string, level: number): string {
  const next = SHARED[level + 1];
  const helpers = Array.from(
    { length: 20 },
    (_, index) => `export function ${name}${index}(value: string): string {
  return \`${name} ${index}: \${value.trim().toLowerCase()}\`;
}
`,
  );
  return [
    ...(next ? [`import { ${next}0, ${next}1 } from './${next}';\n`] : []),
    ...helpers,
    `export const ${name}All = (value: string): string[] => [${name}0(value), ${name}1(value)${next ? `, ${next}0(value), ${next}1(value)` : ''}];\n`,
  ].join('\n');
}

function entryModule(index: number): string {
  return `import { recordsAll } from '../shared/records';
import { validationAll, validation${index % 20} } from '../shared/validation';

interface Event {
  readonly body: string;
}

export async function handler(event: Event): Promise<{ statusCode: number; body: string }> {
  const lines = [...validationAll(event.body), ...recordsAll(event.body), validation${index % 20}(event.body)];
  return { statusCode: 200, body: JSON.stringify({ handler: ${index}, lines }) };
}
`;
}
