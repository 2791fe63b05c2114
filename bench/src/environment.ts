import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';

/** What the figures depend on beside the code. */
export interface Environment {
  readonly date: string;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  /** Processes that ran or waited to run, on average, in the minute before the results were saved; the bench is one. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

const COMPARED = [
  'aws-cdk-lib',
  'constructs',
  'esbuild',
  '@aws-solutions-constructs/aws-lambda-sqs',
  'cdk-monitoring-constructs',
  'cdk-nag',
  'tsx',
  'ts-node',
];

export function readEnvironment(library: string): Environment {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0].model.trim(),
    cores: availableParallelism(),
    load: loadavg()[0],
    versions: {
      'cdk-resilient-serverless': versionIn(join(library, '..')),
      ...Object.fromEntries(COMPARED.map(name => [name, installedVersion(name)])),
    },
  };
}

/** Looked up as Node.js does, but by folder: some packages do not export their package.json. */
function installedVersion(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = folders.map(folder => join(folder, name)).find(folder => existsSync(join(folder, 'package.json')));
  if (!found) throw new Error(`${name} is not installed; run "npm ci" in the project's root and in bench/`);
  return versionIn(found);
}

function versionIn(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
