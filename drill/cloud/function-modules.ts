import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * What AWS's Node.js runtimes have beside a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included
 */
const SCOPES = ['@aws-sdk', '@smithy'];

/**
 * Makes a `node_modules` for the functions: the AWS SDK as on AWS, and nothing else, so that a package which was left out
 * of a bundle is missing here too. The drill's own clients come first, then those of the app's project, which has more.
 *
 * @param own `node_modules` with the clients that the drill brings
 * @param appDirectories directories of the app; the `node_modules` in and above them are looked through
 */
export async function provideModules(target: string, own: string, appDirectories: readonly string[]): Promise<void> {
  const sources = [own, ...appDirectories.flatMap(modulesAbove)];
  for (const scope of SCOPES) {
    const packages = new Map<string, string>();
    for (const source of sources) await collect(join(source, scope), packages);
    await mkdir(join(target, scope), { recursive: true });
    // A link keeps the place of its target, where the packages are that it needs itself.
    for (const [name, path] of packages) await symlink(path, join(target, scope, name), 'dir');
  }
}

async function collect(directory: string, packages: Map<string, string>): Promise<void> {
  if (!existsSync(directory)) return;
  for (const name of await readdir(directory)) if (!packages.has(name)) packages.set(name, join(directory, name));
}

/** Every `node_modules` that a module in this directory would be looked for in, the nearest first. */
function modulesAbove(directory: string): string[] {
  const above = dirname(directory);
  const here = join(directory, 'node_modules');
  return above === directory ? [here] : [here, ...modulesAbove(above)];
}
