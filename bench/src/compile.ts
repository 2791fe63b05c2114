import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { BENCH, WORK } from './paths';

const CASES = join(BENCH, 'src/cases');

/**
 * Compiles the cases before anything is measured: what runs is plain CommonJS, as the library and its users' apps are.
 * Packages stay outside. `cdk-resilient-serverless` is the library under test.
 */
export async function compileCases(library: string): Promise<void> {
  await build({
    entryPoints: findCases(),
    outbase: CASES,
    outdir: join(WORK, 'cases'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    packages: 'external',
    alias: { 'cdk-resilient-serverless': library },
    external: [library],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
}

/** A folder a suite; what the cases share lies beside the folders. */
function findCases(): string[] {
  return readdirSync(CASES, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && dirname(file) !== '.')
    .map(file => join(CASES, file));
}
