// `npm start`: from a fresh clone to the result of a drill on the reference app. Nothing but Node's own modules here, since
// nothing may be installed yet. What follows `npm start --` goes to the drill.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Same as `engines` in package.json: npm only warns about it. */
const OLDEST_NODE = [20, 19];
/** The drill could not run, or was interrupted. */
const NO_RESULT = 2;
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
/** The reference app needs a name to fail over, and somebody who is told; nobody owns this one. */
const OPERATOR = 'on-call@example.com';
const DOMAIN = { domainName: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

let interrupted = false;

function validateNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `[NodeTooOld] this is Node ${process.versions.node}, and the drill needs ${OLDEST_NODE.join('.')} or newer; ` +
      'install it from https://nodejs.org and run "npm start" again',
  );
  process.exit(NO_RESULT);
}

/** Runs a command in the foreground and resolves to its exit status; a signal to this process reaches it too. */
function run(command, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } });
    // On Ctrl-C the terminal tells the child as well: it takes a second signal for the first.
    const pass = signal => {
      interrupted = true;
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('close', status => {
      for (const signal of signals) process.off(signal, pass);
      resolve(status ?? NO_RESULT);
    });
  });
}

/** Runs a preparation; the drill does not begin when it fails. */
async function prepare(title, command, args) {
  console.error(`❯ ${title}`);
  const status = await run(command, args);
  if (interrupted) process.exit(NO_RESULT);
  if (status === 0) return;
  console.error(
    `[PreparationFailed] "${[command, ...args].join(' ')}" ended with status ${status}; its output is above`,
  );
  process.exit(NO_RESULT);
}

const modified = file => statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When the youngest source of a directory was changed. */
function youngest(directory, skipped = []) {
  const entries = readdirSync(join(ROOT, directory), { withFileTypes: true }).filter(
    ({ name }) => !skipped.includes(name),
  );
  const times = entries.map(entry => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? youngest(path, skipped) : modified(path);
  });
  return Math.max(modified(directory), ...times);
}

/** npm writes its own copy of the lock file last: a missing or older one means that the installation is not this one. */
async function install() {
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  await prepare('Install what is missing', NPM, ['ci', '--no-audit', '--no-fund']);
}

/** Builds what has no complete output of its present sources. A stamp is written after success only. */
async function build(script, output, sources) {
  const stamp = join('node_modules', '.cache', 'start', script.replace(':', '-'));
  const needed = Math.max(sources, modified('package-lock.json'));
  if (existsSync(join(ROOT, output)) && modified(stamp) >= needed) return;
  await prepare(`Build (${script})`, NPM, ['run', '--silent', script]);
  mkdirSync(join(ROOT, dirname(stamp)), { recursive: true });
  writeFileSync(join(ROOT, stamp), '');
}

function drillArguments() {
  const { app } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  const context = Object.entries({ ...DOMAIN, operator: OPERATOR }).flatMap(([key, value]) => [
    '--context',
    `${key}=${value}`,
  ]);
  return ['drill/build/cli/cli.js', '--app', app, ...context, ...process.argv.slice(2)];
}

validateNode();
await install();
await build('build:runtime', 'assets', youngest('lib/runtime'));
await build('build:drill', 'drill/build/cli/cli.js', youngest('drill', ['build', 'test', 'node_modules']));
// CDK's validation of the template costs half of the synthesis, and `npm test` runs it.
process.exitCode = await run(process.execPath, drillArguments(), {
  CDK_VALIDATION: process.env.CDK_VALIDATION ?? 'false',
});
