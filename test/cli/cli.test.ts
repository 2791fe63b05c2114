import { readFileSync } from 'fs';
import * as path from 'path';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { App, Stack } from 'aws-cdk-lib/core';
import { main } from '../../lib/cli/cli';
import { runCommand } from '../../lib/cli/command';
import { ResilienceChecks } from '../../lib/checks';

const WITHOUT_ACTION = 'resilience-alarm-without-action';

/** An assembly with one warning (an alarm without action) and, where asked for, one error (its period). */
function assembly({ error = false, accepted = false } = {}): string {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-west-1' } });
  const alarm = new Alarm(stack, 'Orders', {
    metric: new Metric({ namespace: 'Shop', metricName: 'Orders' }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.BREACHING,
  });
  if (error) Object.assign(alarm.node.defaultChild!, { period: 45 });
  if (accepted) ResilienceChecks.acknowledge(alarm, WITHOUT_ACTION, 'a dashboard shows it');
  return app.synth().directory;
}

/** Runs the command and keeps what it writes. */
function run(...args: string[]): { status: number; out: string; err: string } {
  const written = { out: '', err: '' };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(text => ((written.out += String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation(text => ((written.err += String(text)), true)),
  ];
  try {
    return { status: main(args), ...written };
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}

const withOutput = (...args: string[]) => {
  const answer = runCommand(args);
  return { status: answer.status, output: answer.output };
};

test('warnings are printed and leave the status 0', () => {
  const { status, output } = withOutput('check', assembly());

  expect(status).toBe(0);
  expect(output).toContain('warning resilience-alarm-without-action');
  expect(output).toContain('at Shop/Orders/Resource');
  expect(output).toContain('0 errors, 1 warning, 0 acknowledged (1 stack, 1 region');
});

test('with --strict a warning gives status 1', () => {
  expect(withOutput('check', assembly(), '--strict').status).toBe(1);
});

test('an error gives status 1', () => {
  expect(withOutput('check', assembly({ error: true })).status).toBe(1);
});

test('what is acknowledged is not printed, and counted', () => {
  const { status, output } = withOutput('check', assembly({ accepted: true }), '--strict');

  expect(status).toBe(0);
  expect(output).toContain('0 errors, 0 warnings, 1 acknowledged');
});

test('JSON has the findings, what was acknowledged with its reason, and the version of its schema', () => {
  const [found, accepted] = [assembly(), assembly({ accepted: true })].map(directory =>
    JSON.parse(withOutput('check', directory, '--format', 'json').output),
  );

  expect(found).toMatchObject({
    schemaVersion: 1,
    rules: {
      findings: [{ rule: WITHOUT_ACTION, severity: 'warning', path: 'Shop/Orders/Resource' }],
      acknowledged: [],
    },
  });
  expect(accepted.rules.acknowledged).toMatchObject([
    { rule: WITHOUT_ACTION, acknowledgedAt: 'Shop/Orders', reason: 'a dashboard shows it' },
  ]);
});

test('help says how to use it', () => {
  expect(withOutput('--help')).toMatchObject({
    status: 0,
    output: expect.stringContaining('Usage: cdk-resilient-serverless check'),
  });
});

describe('input that cannot be checked gives status 2 and says why', () => {
  test.each([
    ['no command', [], 'CommandUnknown'],
    ['a mistyped command', ['chek'], 'did you mean "check"'],
    ['a directory without assembly', ['check', __dirname], 'AssemblyNotFound'],
    ['a mistyped format', ['check', '--format', 'jsn'], 'did you mean "json"'],
    ['an unknown option', ['check', '--hurry'], 'ArgumentInvalid'],
    ['two directories', ['check', 'a', 'b'], 'ArgumentInvalid'],
  ])('%s', (_what, args, message) => {
    const { status, out, err } = run(...args);

    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });
});

test('the difference of two reports is asked of the same command', () => {
  expect(withOutput('diff', '--help').output).toContain('--fail-on-worse');
});

test('--version is the version of the package', () => {
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };

  expect(withOutput('--version')).toEqual({ status: 0, output: `${version}\n` });
});
