import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientConfig } from '../../cloud/aws-environment.js';
import { prepareEnvironment } from '../../cloud/environment.js';
import { startCloud, type LocalCloud } from '../../cloud/local-cloud.js';

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
/** A minute takes a second. */
const SPEED = 60;
const MINUTE_MILLIS = 60_000 / SPEED;

const CODE = `exports.handler = async ({ level, say, fail }) => {
  if (fail) throw new RangeError(fail);
  console[level](say);
};`;

const trusting = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** A function with a log of its own, a filter on that, and an alarm. */
function writer(name: string, LogFormat: string, FilterPattern: string): Record<string, object> {
  const MetricTransformations = [{ MetricNamespace: 'App', MetricName: name, MetricValue: '1', DefaultValue: 0 }];
  return {
    [`${name}Log`]: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/app/${name}` } },
    [name]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: name,
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: CODE },
        LoggingConfig: { LogFormat, LogGroup: { Ref: `${name}Log` } },
      },
    },
    [`${name}Filter`]: {
      Type: 'AWS::Logs::MetricFilter',
      Properties: { LogGroupName: { Ref: `${name}Log` }, FilterPattern, MetricTransformations },
    },
    [`${name}Alarm`]: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: name,
        Namespace: 'App',
        MetricName: name,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      },
    },
  };
}

const ERRORS = '{ ($.level = "ERROR") || ($.level = "FATAL") }';
const TEMPLATE = {
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting } },
    ...writer('Api', 'JSON', ERRORS),
    ...writer('Thrower', 'JSON', ERRORS),
    ...writer('Quiet', 'JSON', ERRORS),
    ...writer('Plain', 'Text', ERRORS),
    ...writer('Words', 'Text', '"Invoke Error" -harmless'),
    ...writer('Columns', 'JSON', '[a, b, c]'),
  },
};

let cloud: LocalCloud;
let functions: LambdaClient;

beforeAll(async () => {
  const onProgress = (): void => undefined;
  const { python } = await prepareEnvironment({ onProgress });
  const workDir = mkdtempSync(join(tmpdir(), 'logs-'));
  cloud = await startCloud({ python, regions: [REGION], account: ACCOUNT, workDir, speed: SPEED, onProgress });
  functions = new LambdaClient(clientConfig(cloud, REGION));
  await deploy();
  await cloud.beginAlarms();
  // The minute in which alarms begin is taken for well.
  await wait(1.1 * MINUTE_MILLIS);
}, 120_000);

afterAll(async () => {
  functions?.destroy();
  await cloud?.stop();
});

async function deploy(): Promise<void> {
  const client = new CloudFormationClient(clientConfig(cloud, REGION));
  await client.send(new CreateStackCommand({ StackName: 'logs', TemplateBody: JSON.stringify(TEMPLATE) }));
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'logs' }));
    const [{ StackStatus: status, StackStatusReason: reason }] = Stacks;
    if (status === 'CREATE_COMPLETE') return client.destroy();
    if (status !== 'CREATE_IN_PROGRESS') throw new Error(`the stack is ${status}: ${reason}`);
    await wait(100);
  }
}

async function call(FunctionName: string, event: object): Promise<void> {
  await functions.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }));
}

async function rings(name: string): Promise<number> {
  const [{ transitions }] = await cloud.alarms();
  return transitions.filter(each => each.alarm === name && each.to === 'ALARM').length;
}

/** Resolves once an alarm has rung; the time limit is the test's own. */
async function rung(name: string): Promise<void> {
  while ((await rings(name)) === 0) await wait(100);
}

async function figuresOf(name: string): Promise<number[]> {
  await cloud.alarms();
  const [{ points }] = await cloud.measured();
  return points.filter(point => point.namespace === 'App' && point.name === name).map(({ value }) => value);
}

async function linesOf(name: string): Promise<string[]> {
  const client = new CloudWatchLogsClient(clientConfig(cloud, REGION));
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName: `/app/${name}` }));
  client.destroy();
  return events.map(({ message }) => message!);
}

test('an alarm rings when a function logs an error, and not when it logs something else', async () => {
  await call('Quiet', { level: 'info', say: 'ERROR is only a word here' });
  await call('Api', { level: 'error', say: 'card refused' });
  await rung('Api');

  expect(await figuresOf('Api')).toEqual([1]);
  expect(await figuresOf('Quiet')).toEqual([0]);
  expect(await rings('Quiet')).toBe(0);
}, 60_000);

test('what is printed is a line in JSON with its level and its request, and one that is JSON already stays as it is', async () => {
  await call('Quiet', { level: 'warn', say: 'slow' });
  await call('Quiet', { level: 'log', say: '{"own":"line"}' });
  const lines = await linesOf('Quiet');
  const printed = lines.filter(line => line.startsWith('{'));

  expect(printed.map(line => JSON.parse(line) as object)).toContainEqual({
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    level: 'WARN',
    message: 'slow',
    requestId: expect.any(String),
  });
  expect(printed).toContain('{"own":"line"}');
}, 60_000);

test('what a handler throws is a line of level ERROR, with its type', async () => {
  await call('Thrower', { fail: 'too large' });
  await rung('Thrower');
  const thrown = (await linesOf('Thrower')).filter(line => line.includes('RangeError'));

  expect(JSON.parse(thrown[0])).toMatchObject({
    level: 'ERROR',
    message: { errorType: 'RangeError', errorMessage: 'too large' },
  });
}, 60_000);

test('a pattern for JSON never matches a function that writes text, and words do', async () => {
  await call('Plain', { level: 'error', say: 'card refused' });
  await call('Words', { fail: 'harmless' });
  await call('Words', { fail: 'too large' });
  await rung('Words');

  expect(await figuresOf('Words')).toEqual([0, 1]);
  expect(await rings('Plain')).toBe(0);
  expect(await figuresOf('Plain')).toEqual([0]);
}, 60_000);

test('a pattern that nobody here understands counts nothing', async () => {
  await call('Columns', { level: 'error', say: 'a b c' });
  expect(await figuresOf('Columns')).toEqual([]);
}, 60_000);
