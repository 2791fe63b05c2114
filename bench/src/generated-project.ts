import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const ESBUILD = dirname(createRequire(import.meta.url).resolve('esbuild/package.json'));

/** Functions in each shared module: as many as a module of a few hundred lines has. */
const HELPERS = 20;

/** How a generated project is made. */
export interface ProjectShape {
  readonly entries: number;
  /** Modules that every entry reaches, each importing the next two. */
  readonly shared: number;
}

/** Writes a project of TypeScript handlers, with a `node_modules` of its own: no cache survives it. */
export function writeProject(directory: string, { entries, shared }: ProjectShape): void {
  for (const folder of ['entries', 'shared', 'node_modules/.bin']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  writeFileSync(join(directory, 'package.json'), '{ "name": "measured", "private": true }\n');
  writeFileSync(join(directory, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }\n');
  writeFileSync(join(directory, 'package-lock.json'), '{ "name": "measured", "lockfileVersion": 3, "packages": {} }\n');
  symlinkSync(ESBUILD, join(directory, 'node_modules/esbuild'));
  symlinkSync('../esbuild/bin/esbuild', join(directory, 'node_modules/.bin/esbuild'));
  for (let level = 0; level < shared; level++) {
    writeFileSync(join(directory, sharedFile(level)), sharedModule(level, shared));
  }
  for (let index = 0; index < entries; index++) {
    writeFileSync(join(directory, `entries/entry-${index}.ts`), entryModule(index));
  }
}

/** Path of a shared module: 0 is what entries import, the last one is the deepest. */
export function sharedFile(level: number): string {
  return `shared/level-${level}.ts`;
}

function sharedModule(level: number, shared: number): string {
  const below = [level + 1, level + 2].filter(next => next < shared);
  const helpers = Array.from(
    { length: HELPERS },
    (_, index) => `export function level${level}helper${index}(value: string): string {
  return \`${level}.${index}: \${value.trim().toLowerCase()}\`;
}
`,
  );
  const calls = ['0', '1'].map(index => `level${level}helper${index}(value)`);
  return [
    ...below.map(next => `import { level${next} } from './level-${next}';\n`),
    ...helpers,
    `export const level${level} = (value: string): string[] => [${[...calls, ...below.map(next => `...level${next}(value).slice(0, 1)`)].join(', ')}];\n`,
  ].join('\n');
}

function entryModule(index: number): string {
  const helper = `level0helper${index % HELPERS}`;
  return `import { level0, ${helper} } from '../shared/level-0';

interface Event {
  readonly body: string;
}

export async function handler(event: Event): Promise<{ statusCode: number; body: string }> {
  const lines = [...level0(event.body), ${helper}(event.body)];
  return { statusCode: 200, body: JSON.stringify({ handler: ${index}, lines }) };
}
`;
}
