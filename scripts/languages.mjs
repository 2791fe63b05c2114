// `npm run languages [-- python|java]`: the app of examples/languages, written in Python and in Java, against its TypeScript
// twin. The library is packed for each language; both apps run as a user's would, with esbuild installed beside them.
// Packages come from npm, PyPI and Maven Central. All that is made lies in a temporary directory, which is removed.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PACMAK = 'jsii-pacmak@1.140.0';
const VERSIONS = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).devDependencies;
const CDK = VERSIONS['aws-cdk-lib'];
/** PyPI and Maven Central may be behind npm: the newest from here to `CDK` is taken. */
const OLDEST_CDK = '2.263.0';
/** The apps could not be made or run. */
const NO_RESULT = 2;

const TEMPORARY = mkdtempSync(join(tmpdir(), 'languages-'));
const APP = join(TEMPORARY, 'app');
const PACKAGES = join(TEMPORARY, 'packages');
const OVERLAY = join(TEMPORARY, 'overlay');
const CALLS = join(TEMPORARY, 'calls-of-esbuild');
const ENV = {
  ...process.env,
  TMPDIR: TEMPORARY,
  CDK_VALIDATION: 'false',
  JSII_RUNTIME_PACKAGE_CACHE_ROOT: join(TEMPORARY, 'jsii'),
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
};

/** What prepares an app and returns the command that runs it. */
const LANGUAGES = { python: preparePython, java: prepareJava };
process.on('exit', () => rmSync(TEMPORARY, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(NO_RESULT));

function giveUp(code, message) {
  console.error(`[${code}] ${message}`);
  process.exit(NO_RESULT);
}

function run([command, ...args], { cwd = APP, env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd,
    env: { ...ENV, ...env },
  });
  return { failed: status !== 0, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
}

function must(title, command, options) {
  console.error(`❯ ${title}`);
  const { failed, output } = run(command, options);
  if (failed) giveUp('NotPrepared', `${command.join(' ')}\n${output}`);
  return output;
}

/** The app where a user has it: a directory with a package.json, and esbuild in its node_modules. */
function prepareApp() {
  cpSync(join(ROOT, 'examples', 'languages'), APP, { recursive: true });
  writeFileSync(join(APP, 'package.json'), '{ "private": true }');
  const packed = must('Pack the library', ['npm', 'pack', '--silent', '--pack-destination', TEMPORARY], { cwd: ROOT });
  const names = ['aws-cdk-lib', 'constructs', 'esbuild', 'tsx'].map(name => `${name}@${VERSIONS[name]}`);
  const library = join(TEMPORARY, packed.split('\n').at(-1));
  must('Install it for the twin, and esbuild', ['npm', 'install', '--no-audit', '--no-fund', ...names, library]);
  const counted = `module.exports = { ...module.exports, buildSync: options => {
    require('fs').appendFileSync(${JSON.stringify(CALLS)}, options.entryPoints.length + ' entries\\n');
    return buildSync(options);
  } };`;
  appendFileSync(join(APP, 'node_modules', 'esbuild', 'lib', 'main.js'), counted);
}

function generate(targets) {
  const command = ['npx', '--yes', PACMAK, '--code-only', '--targets', ...targets, '--outdir', PACKAGES];
  must(`Generate packages with ${PACMAK}`, command, { cwd: ROOT });
}

function preparePython() {
  const bin = join(TEMPORARY, 'venv', 'bin', 'python');
  const install = [bin, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  must('Make a virtual environment', ['python3', '-m', 'venv', join(TEMPORARY, 'venv')]);
  must('Install the CDK from PyPI', [...install, `aws-cdk-lib>=${OLDEST_CDK},<=${CDK}`]);
  must('Install the library', [...install, '--no-deps', join(PACKAGES, 'python')]);
  const version = `from importlib.metadata import version; print(version("aws-cdk-lib"))`;
  return { command: [bin, 'app.py'], cdk: run([bin, '-c', version]).output };
}

function prepareJava() {
  const pom = join(PACKAGES, 'java', 'pom.xml');
  const range = /(<artifactId>aws-cdk-lib<\/artifactId>\s*<version>)[^<]*/;
  writeFileSync(pom, readFileSync(pom, 'utf8').replace(range, `$1[${OLDEST_CDK},${CDK}]`));
  const modules = '<modules><module>packages/java</module><module>app</module></modules>';
  const project = '<groupId>both</groupId><artifactId>both</artifactId><version>0</version><packaging>pom</packaging>';
  writeFileSync(
    join(TEMPORARY, 'pom.xml'),
    `<project><modelVersion>4.0.0</modelVersion>${project}${modules}</project>`,
  );
  const goals = ['compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath'];
  must('Compile the library and the app', ['mvn', '--batch-mode', '--quiet', ...goals], { cwd: TEMPORARY });
  const libraries = readFileSync(join(APP, 'classpath'), 'utf8').trim();
  const [, cdk] = /aws-cdk-lib-([\d.]+)\.jar/.exec(libraries);
  if (cdk !== CDK) overlayCdk(libraries);
  const classpath = [join('target', 'classes'), OVERLAY, libraries].join(delimiter);
  return {
    command: ['java', `-Djava.io.tmpdir=${TEMPORARY}`, '-cp', classpath, 'App'],
    cdk: cdk === CDK ? cdk : `${cdk} around ${CDK}`,
  };
}

/** Java's classes hand calls on to the JavaScript that lies in their jar: where that is too old, npm's stands before it. */
function overlayCdk(libraries) {
  const directory = join(OVERLAY, 'software', 'amazon', 'awscdk');
  const schema = join(directory, 'cloudassembly', 'schema');
  mkdirSync(schema, { recursive: true });
  const versionOf = artifact => new RegExp(`/${artifact}-([\\d.]+)\\.jar`).exec(libraries)[1];
  for (const [name, artifact, target, file] of [
    ['aws-cdk-lib', 'aws-cdk-lib', directory, 'aws-cdk-lib'],
    ['@aws-cdk/cloud-assembly-schema', 'cdk-cloud-assembly-schema', schema, 'cloud-assembly-schema'],
  ]) {
    const { version } = JSON.parse(readFileSync(join(APP, 'node_modules', name, 'package.json'), 'utf8'));
    const pack = ['npm', 'pack', '--silent', '--pack-destination', target, `${name}@${version}`];
    const packed = must(`Get the JavaScript of ${name} ${version}`, pack);
    renameSync(join(target, packed), join(target, `${file}@${versionOf(artifact)}.jsii.tgz`));
  }
}

/** What an app writes, by file: templates as data, bundles as text. */
function synth(command, name) {
  const output = join(TEMPORARY, `${name}.out`);
  rmSync(output, { recursive: true, force: true });
  rmSync(CALLS, { force: true });
  const { failed, output: printed } = run(command, { env: { CDK_OUTDIR: output } });
  if (failed) return { printed, calls: callsOfEsbuild() };
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' }).sort();
  const read = file => readFileSync(join(output, file), 'utf8');
  return {
    printed,
    templates: files.filter(file => file.endsWith('.template.json')).map(file => [file, JSON.parse(read(file))]),
    bundles: files.filter(file => /^asset\..*index\.js$/.test(file)).map(file => [file, read(file)]),
    calls: callsOfEsbuild(),
  };
}

function callsOfEsbuild() {
  return existsSync(CALLS) ? readFileSync(CALLS, 'utf8') : '';
}

function forgetBundles() {
  rmSync(join(APP, 'node_modules', '.cache'), { recursive: true, force: true });
}

/** Runs an app whose handler is broken in some way, and mends it. */
function synthWithout(path, replacement, command) {
  renameSync(join(APP, path), join(TEMPORARY, 'aside'));
  if (replacement !== undefined) writeFileSync(join(APP, path), replacement);
  const { printed } = synth(command, 'broken');
  if (replacement !== undefined) rmSync(join(APP, path));
  renameSync(join(TEMPORARY, 'aside'), join(APP, path));
  return printed;
}

function check(language, twin, { command, cdk }) {
  forgetBundles();
  const first = synth(command, language);
  const second = synth(command, language);
  const broken = synthWithout('handlers/worker.ts', 'export const handler = ;\n', command);
  const gone = synthWithout('handlers/worker.ts', undefined, command);
  const bare = synthWithout('node_modules/esbuild', undefined, command);
  const says = (printed, ...texts) => [texts.every(text => printed.includes(text)), printed];
  return Object.entries({
    'the same templates as in TypeScript': [isDeepStrictEqual(first.templates, twin.templates), first.printed],
    'the same bundles': [isDeepStrictEqual(first.bundles, twin.bundles), first.printed],
    'one call of esbuild': [first.calls === '2 entries\n', first.calls],
    'none the second time': [second.calls === '' && isDeepStrictEqual(second.bundles, twin.bundles), second.printed],
    'a handler that does not compile is told, with its line': says(
      broken,
      '[EntryDoesNotCompile] entry "handlers/worker.ts"',
      'handlers/worker.ts:1:23:',
      'Shop/us-east-1/Worker',
    ),
    'an entry that does not exist is told': says(gone, '[EntryNotFound] entry "handlers/worker.ts"', '/Worker'),
    'a missing esbuild is told': says(bare, '[EsbuildMissing]', 'npm install --save-dev esbuild'),
  }).map(([what, [holds, printed]]) => {
    console.log(`${holds ? '✓' : '✗'} ${language.padEnd(6)} aws-cdk-lib ${cdk}: ${what}`);
    if (!holds) console.log(String(printed).replace(/^/gm, '    '));
    return holds;
  });
}

const asked = process.argv.slice(2);
const unknown = asked.find(language => !(language in LANGUAGES));
if (unknown) giveUp('UnknownLanguage', `"${unknown}" is none of ${Object.keys(LANGUAGES).join(', ')}`);
const languages = asked.length > 0 ? asked : Object.keys(LANGUAGES);

prepareApp();
generate(languages);
const prepared = languages.map(language => [language, LANGUAGES[language]()]);
const twin = synth([process.execPath, '--import', 'tsx', 'app.ts'], 'typescript');
if (!twin.templates?.length || !twin.bundles.length) giveUp('NoTemplates', twin.printed);
const results = prepared.flatMap(([language, app]) => check(language, twin, app));
process.exitCode = results.every(Boolean) ? 0 : 1;
