/**
 * How large the drill is once installed: packs it, installs the package alone as a user's project would (no development
 * dependencies), and lists the size of every package. Ends with status 1 above the budget.
 *
 * usage: node scripts/drill-size.mjs [--all]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Megabytes on disk of the drill with everything that it depends on. */
const BUDGET = 100;
/** Packages that are listed one by one, unless `--all` is given. */
const SHOWN = 15;
const MEGABYTE = 1e6;

const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** Sizes in bytes of the packages of a node_modules directory, those within packages too. */
function packagesIn(modules) {
  const sizes = new Map();
  for (const directory of packageDirectories(modules)) {
    const nested = join(directory, 'node_modules');
    const inner = existsSync(nested) ? packagesIn(nested) : new Map();
    const name = directory.slice(directory.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const own = sizeOf(directory) - [...inner.values()].reduce((sum, size) => sum + size, 0);
    for (const [each, size] of [[name, own], ...inner]) sizes.set(each, (sizes.get(each) ?? 0) + size);
  }
  return sizes;
}

function packageDirectories(modules) {
  return readdirSync(modules, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      const path = join(modules, name);
      return name.startsWith('@') ? readdirSync(path).map(scoped => join(path, scoped)) : [path];
    });
}

/** What files take on disk, as `du` counts it. */
function sizeOf(path) {
  const { blocks } = lstatSync(path);
  const inside = lstatSync(path).isDirectory() ? readdirSync(path).map(name => sizeOf(join(path, name))) : [];
  return inside.reduce((sum, size) => sum + size, blocks * 512);
}

function measure(directory) {
  const [{ filename }] = JSON.parse(
    npm(
      ['pack', '--workspace', 'drill', '--json', '--pack-destination', directory],
      resolve(import.meta.dirname, '..'),
    ),
  );
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  npm(['install', '--omit=dev', '--no-audit', '--no-fund', join(directory, filename)], directory);
  return packagesIn(join(directory, 'node_modules'));
}

const directory = mkdtempSync(join(tmpdir(), 'drill-size-'));
try {
  const sizes = [...measure(directory)].sort(([, a], [, b]) => b - a);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0) / MEGABYTE;
  const shown = process.argv.includes('--all') ? sizes : sizes.slice(0, SHOWN);
  const line = (megabytes, name) => console.log(`${megabytes.toFixed(1).padStart(8)} MB  ${name}`);
  for (const [name, size] of shown) line(size / MEGABYTE, name);
  line(total, `in ${sizes.length} packages; at most ${BUDGET} MB`);
  process.exitCode = total > BUDGET ? 1 : 0;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
