import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { App, Stack } from 'aws-cdk-lib/core';

const ROOT = path.resolve(__dirname, '../..');
const ACTION = readFileSync(path.join(ROOT, 'action.yml'), 'utf8');

let work: string;
beforeEach(() => void (work = mkdtempSync(path.join(tmpdir(), 'action-'))));
afterEach(() => rmSync(work, { recursive: true }));

/** The script of a step of the action, as GitHub runs it. */
function scriptOf(step: string): string {
  const [, text] = new RegExp(`- name: ${step}\\n[^]*?run: \\|\\n((?: {8}.*\\n)+)`).exec(ACTION)!;
  return text.replace(/^ {8}/gm, '');
}

/** A project that has the command installed, and an app whose alarm tells nobody. */
function project(): string {
  const bin = path.join(work, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  const command = path.join(bin, 'cdk-resilient-serverless');
  writeFileSync(command, `#!/bin/sh\ncd "$PWD" && exec ${ROOT}/node_modules/.bin/tsx ${ROOT}/lib/cli/cli.ts "$@"\n`);
  chmodSync(command, 0o755);
  const app = new App({ outdir: path.join(work, 'cdk.out') });
  new Alarm(new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-west-1' } }), 'Orders', {
    metric: new Metric({ namespace: 'Shop', metricName: 'Orders' }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.BREACHING,
  });
  app.synth();
  return work;
}

/** Runs the check as a step, and resolves to what it leaves behind. */
function check(inputs: Record<string, string>) {
  const cwd = project();
  const at = (name: string): string => path.join(work, name);
  for (const name of ['summary', 'output']) writeFileSync(at(name), '');
  const env = {
    ...process.env,
    ...{ APP: 'cdk.out', BEFORE: '', STRICT: 'false', SARIF: 'resilience.sarif', VERSION: 'latest', ...inputs },
    ...{ RUNNER_TEMP: work, GITHUB_STEP_SUMMARY: at('summary'), GITHUB_OUTPUT: at('output') },
  };
  // GitHub's own flags: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf('Check')],
    {
      cwd,
      env,
      encoding: 'utf8',
    },
  );
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  return {
    status,
    stdout,
    stderr,
    summary: read('summary'),
    output: read('output'),
    sarif: () => read('resilience.sarif'),
  };
}

test('a finding is annotated, summed up, and left for code scanning', () => {
  const { status, stdout, stderr, summary, output, sarif } = check({});
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^::warning file=.*title=resilience-alarm-without-action::Shop\/Orders/m);
  expect(summary).toContain('### Reliability: 0 errors, 1 warnings');
  expect(JSON.parse(sarif())).toHaveProperty('runs.0.results.0.ruleId', 'resilience-alarm-without-action');
  expect(output).toBe('failed=0\n');
});

test('with strict a warning fails the last step, after everything was said', () => {
  const { status, summary, output } = check({ STRICT: 'true' });
  expect(status).toBe(0);
  expect(summary).toContain('resilience-alarm-without-action');
  expect(output).toBe('failed=1\n');
  expect(ACTION).toContain('run: exit "$FAILED"');
});

test('what is deployed is compared with', () => {
  const { summary, output } = check({ BEFORE: 'cdk.out' });
  expect(summary).toContain('The deployment: nothing is known that AWS would refuse or lose.');
  expect(summary).toContain('Resilience is the same.');
  expect(output).toBe('failed=0\n');
});

test('fails at once on an app that is not there', () => {
  const { status, stderr, output } = check({ APP: 'nowhere' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('[AssemblyNotFound]');
  expect(output).toBe('');
});
