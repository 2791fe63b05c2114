import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of this package that is not compiled: the same from the sources and from `build/`. */
export function packageFile(...segments: string[]): string {
  return join(packageDirectory(), ...segments);
}

/** The `node_modules` directory that has the AWS SDK, wherever the package manager put it. */
export function sdkModules(): string {
  const suffix = join('node_modules', sep);
  const file = resolveFromPackage('@aws-sdk/client-dynamodb');
  return file.slice(0, file.lastIndexOf(`${suffix}@aws-sdk`) + suffix.length - 1);
}

/** The CDK CLI that this package depends on. */
export function cdkCli(): string {
  return join(dirname(resolveFromPackage('aws-cdk/package.json')), 'bin', 'cdk');
}

function resolveFromPackage(id: string): string {
  return createRequire(packageFile('package.json')).resolve(id);
}

function packageDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}
