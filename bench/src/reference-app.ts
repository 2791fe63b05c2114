import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT } from './paths';

/** The reference app as a user would have it: it imports the built library instead of its source. */
export function writeReferenceApp(directory: string, library: string): void {
  const source = readFileSync(join(ROOT, 'bin/app.ts'), 'utf8')
    .replace(`'../lib'`, JSON.stringify(library))
    .replaceAll('${__dirname}', join(ROOT, 'bin'));
  writeFileSync(join(directory, 'app.ts'), source);
  writeFileSync(
    join(directory, 'app.js'),
    transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' }).code,
  );
  writeFileSync(join(directory, 'package.json'), '{ "private": true, "type": "commonjs" }\n');
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
}

/** What `cdk init` writes, as far as it matters here. */
const COMPILER_OPTIONS = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};
