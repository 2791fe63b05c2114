// `npm run judges`: what outside judges say about the templates of the reference app, the examples and each construct alone.
// cfn-lint and checkov come from PyPI, each into a virtual environment of its own below node_modules/.cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'judges');
const CONFIG = join(ROOT, 'test', 'judges');
const VERSIONS = { 'cfn-lint': '1.58.0', checkov: '3.3.30' };
const WINDOWS = process.platform === 'win32';
/** The judges could not be asked. */
const NO_RESULT = 2;

const OPERATOR = { operator: 'on-call@example.com' };
const DOMAIN = { domainName: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
/** Those made of this library alone; in others much is not ours to answer for. */
const EXAMPLES = ['hello', 'plain-stack'];

function giveUp(code, message) {
  console.error(`[${code}] ${message}`);
  process.exit(NO_RESULT);
}

function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: ROOT, ...options });
  return { status: error ? NO_RESULT : status, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() };
}

/** The path of a judge's command, after it was installed where its pinned version is not there yet. */
function install(judge) {
  const home = join(CACHE, `${judge}-${VERSIONS[judge]}`);
  const bin = join(home, WINDOWS ? 'Scripts' : 'bin');
  const stamp = join(home, 'installed');
  if (!existsSync(stamp)) {
    console.error(`❯ Install ${judge} ${VERSIONS[judge]}`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(CACHE, { recursive: true });
    must('PythonMissing', run(WINDOWS ? 'python' : 'python3', ['-m', 'venv', home]));
    must('JudgeMissing', run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', `${judge}==${VERSIONS[judge]}`]));
    writeFileSync(stamp, '');
  }
  return join(bin, judge);
}

function must(code, { status, output }) {
  if (status !== 0) giveUp(code, `exit status ${status}:\n${output}`);
}

/** Synthesizes an app with CDK's own validator on, as "cdk synth" would. */
function synth(name, directory, app, context = {}) {
  const output = join(CACHE, 'templates', name);
  const flags = { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:enablePartitionLiterals': true };
  const env = { ...process.env, CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...context }) };
  const result = run(process.execPath, ['--import', 'tsx', app], { cwd: join(ROOT, directory), env });
  // A finding of CDK's validator ends the app with 1 as well; it is told from a failure by the report that it leaves.
  if (!existsSync(join(output, 'validation-report.json'))) giveUp('NoTemplates', `${name}:\n${result.output}`);
  return output;
}

function synthPlainApps() {
  const output = join(CACHE, 'templates', 'alone');
  must('NoTemplates', run(process.execPath, ['--import', 'tsx', 'test/judges/support/synth-plain-apps.ts', output]));
  return readdirSync(output).map(name => join(output, name));
}

function synthAll() {
  console.error('❯ Synthesize the reference app, the examples and each construct alone');
  rmSync(join(CACHE, 'templates'), { recursive: true, force: true });
  return [
    synth('reference-app', '.', 'bin/app.ts', { ...OPERATOR, ...DOMAIN }),
    synth('reference-app-without-domain', '.', 'bin/app.ts', OPERATOR),
    ...EXAMPLES.map(name => synth(`example-${name}`, join('examples', name), 'app.ts')),
    ...synthPlainApps(),
  ];
}

/** What CDK's validator left in an assembly, one line a finding; what is acknowledged with a reason is none. */
function validatorFindings(assembly) {
  const { pluginReports } = JSON.parse(readFileSync(join(assembly, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(each => `${pluginName} ${each.severity} ${each.ruleName}: ${each.description}`),
  );
}

/** What the library's own rules find in an assembly, one line a finding. */
function ownFindings(assembly) {
  const { status, output } = run(process.execPath, [
    'build/cli/cli.js',
    'check',
    assembly,
    '--strict',
    '--format',
    'json',
  ]);
  if (status > 1) giveUp('CheckFailed', output);
  return JSON.parse(output).rules.findings.map(({ rule, path, problem }) => `${rule} at ${path}: ${problem}`);
}

function report(judge, subject, failed, output) {
  console.log(`${failed ? '✗' : '✓'} ${judge.padEnd(14)} ${subject}`);
  if (failed) console.log(output.replace(/^/gm, '    '));
  return failed;
}

function judge(name, assemblies, command, args) {
  const subject = `${assemblies.length} apps`;
  const { status, output } = run(command, args);
  return report(name, subject, status !== 0, output);
}

const assemblies = synthAll();
const templates = assemblies.flatMap(assembly =>
  readdirSync(assembly)
    .filter(file => file.endsWith('.template.json'))
    .map(file => join(assembly, file)),
);
const validator = assemblies.flatMap(validatorFindings);
const own = assemblies.flatMap(ownFindings);

const verdicts = [
  report('CDK validator', `${templates.length} templates`, validator.length > 0, validator.join('\n')),
  report('own rules', `${assemblies.length} apps, --strict`, own.length > 0, own.join('\n')),
  judge('cfn-lint', assemblies, install('cfn-lint'), [
    '--config-file',
    join(CONFIG, 'cfn-lint.yaml'),
    '--',
    ...templates,
  ]),
  judge('checkov', assemblies, install('checkov'), ['--config-file', join(CONFIG, 'checkov.yaml'), '-f', ...templates]),
];
process.exitCode = verdicts.includes(true) ? 1 : 0;
