/**
 * The library on the oldest CDK that its peer range promises: in a copy of the working tree, with that version installed,
 * jsii compiles it and its tests run. Arguments are passed to Jest.
 *
 * Left out is what holds texts and templates of the newest CDK against a file: snapshots, docs and other languages.
 *
 * usage: node scripts/test-floor.mjs [options of Jest]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const OF_THE_NEWEST_CDK = ['/test/e2e/', '/test/integ/', '/test/docs/', '/test/languages/', '/test/judges/'];

const copy = mkdtempSync(join(tmpdir(), 'floor-'));
const run = (command, ...args) => execFileSync(command, args, { cwd: copy, stdio: 'inherit' });

function copySources() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  for (const file of listed.toString().split('\0').filter(Boolean)) {
    cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  }
}

/** `^2.263.0` → `2.263.0`, as what is installed for development. */
function pinFloor() {
  const file = join(copy, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const [name, range] of Object.entries(manifest.peerDependencies)) {
    manifest.devDependencies[name] = range.replace(/^\^/, '');
  }
  writeFileSync(file, JSON.stringify(manifest, undefined, 2));
  return manifest.peerDependencies;
}

/** A floor that npm did not install would prove nothing. */
function requireInstalled(floor) {
  for (const [name, range] of Object.entries(floor)) {
    const { version } = JSON.parse(readFileSync(join(copy, 'node_modules', name, 'package.json'), 'utf8'));
    if (`^${version}` !== range) throw new Error(`${name} ${version} is installed in place of the floor ${range}`);
    console.log(`${name} ${version}`);
  }
}

try {
  copySources();
  // The lock file holds modules of the newest CDK.
  rmSync(join(copy, 'package-lock.json'));
  const floor = pinFloor();
  run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');
  requireInstalled(floor);
  run('npm', 'run', 'build:runtime');
  run('npm', 'run', 'build:lib');
  const leftOut = OF_THE_NEWEST_CDK.flatMap(path => ['--testPathIgnorePatterns', path]);
  run('npx', 'jest', '--ci', '--selectProjects', 'lib', ...leftOut, ...process.argv.slice(2));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
