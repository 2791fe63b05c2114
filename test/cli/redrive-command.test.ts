import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { type Aws } from '../../lib/cli/aws-cli';
import { runRedrive } from '../../lib/cli/redrive-command';
import { ResilientFunction } from '../../lib/function';
import { Redrive, RedriveTarget } from '../../lib/recovery';
import { failureOf } from '../support/failure';

let assembly: string;

beforeAll(() => {
  const app = new App();
  const stack = new Stack(app, 'Billing', {
    env: { region: 'eu-west-1', account: '111122223333' },
    stackName: 'Bills',
  });
  const worker = new ResilientFunction(stack, 'Worker', { code: Code.fromInline('x'), handler: 'index.handler' });
  new Redrive(stack, 'Redrive', { letters: worker.deadLetterQueue!, to: RedriveTarget.function(worker) });
  assembly = app.synth().directory;
});

/** An AWS CLI that answers as the service would, and what it was asked. */
function given(executions: object[], outputs?: object[]) {
  const asked: string[][] = [];
  const aws: Aws = args => {
    asked.push([...args]);
    if (args[1] === 'describe-stacks') {
      const Start = JSON.stringify({ machine: 'arn:machine', input: { letters: 'url', perSecond: 5 } });
      return { Stacks: [{ Outputs: outputs ?? [{ OutputKey: keyOf(), OutputValue: Start }] }] };
    }
    return args[1] === 'start-execution' ? { executionArn: 'arn:execution' } : executions.shift();
  };
  return { asked, run: (...args: string[]) => runRedrive([...args, '--app', assembly], aws, 1) };
}

function keyOf(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const template = require(`${assembly}/Billing.template.json`) as { Outputs: Record<string, object> };
  return Object.keys(template.Outputs)[0];
}

const ended = { status: 'SUCCEEDED', output: '{"moved":3,"setAside":1,"ambiguous":0,"left":2}' };

test('starts the machine of the deployed redrive, and says what came of it', () => {
  const { asked, run } = given([{ status: 'RUNNING' }, ended]);
  expect(run('Billing/Redrive')).toEqual({
    output: '3 moved, 1 set aside, 0 that may have been sent twice, 2 left\n',
    status: 0,
  });
  expect(asked[0]).toEqual(expect.arrayContaining(['--stack-name', 'Bills', '--region', 'eu-west-1']));
  expect(asked[1]).toEqual(
    expect.arrayContaining(['--state-machine-arn', 'arn:machine', '--input', '{"letters":"url","perSecond":5}']),
  );
});

test('the number of letters and a dry run are the machine’s to know', () => {
  const { asked, run } = given([ended]);
  run('Billing/Redrive', '--max', '7', '--dry-run');
  expect(asked[1]).toContain('{"letters":"url","perSecond":5,"max":7,"dryRun":true}');
});

test('a redrive that gave up is status 1, with the reason', () => {
  const { run } = given([{ status: 'FAILED', error: 'gaveUp', cause: 'errors rings' }]);
  expect(run('Billing/Redrive')).toEqual({ output: 'FAILED (gaveUp): errors rings\narn:execution\n', status: 1 });
});

test.each<[string, string[], string, string]>([
  ['a path without a redrive', ['Billing/Redriv'], 'RedriveNotFound', 'did you mean "Billing/Redrive"?'],
  ['no path', [], 'ArgumentInvalid', '0 were given'],
  ['no letters at most', ['Billing/Redrive', '--max', '0'], 'ArgumentInvalid', '--max is "0"'],
  ['an option that is not there', ['Billing/Redrive', '--mx'], 'ArgumentInvalid', '--mx'],
])('fails on %s', (_, args, code, fragment) => {
  const failure = failureOf(() => given([ended]).run(...args));
  expect(failure.codes).toEqual([code]);
  expect(failure.message).toContain(fragment);
});

test('fails on a redrive that is not deployed', () => {
  const failure = failureOf(() => given([ended], []).run('Billing/Redrive'));
  expect(failure.codes).toEqual(['RedriveFailed']);
});

test('fails where the AWS CLI does', () => {
  const { PATH } = process.env;
  process.env.PATH = '';
  try {
    const failure = failureOf(() => runRedrive(['Billing/Redrive', '--app', assembly]));
    expect(failure.codes).toEqual(['AwsCliFailed']);
    expect(failure.message).toContain('aws cloudformation describe-stacks');
  } finally {
    process.env.PATH = PATH;
  }
});
