import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { CDK_INIT_OPTIONS } from './cdk-init';
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
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: CDK_INIT_OPTIONS }));
}
