import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as wait } from 'timers/promises';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  DefinitionBody,
  type IChainable,
  JsonPath,
  StateMachine,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { Retry, RetryingWorkflow, WorkflowGuard, WorkflowStep } from '../../lib';
import { ACCOUNT, deployLocally, type LocalApp, REGION } from '../support/local-app';

/** An hour of retries is half a minute. */
const SPEED = 120;
const PATIENCE_MILLIS = 5 * 60_000;

/** Writes down each call, and fails as the input says: so many times, or for good, with an error of that name. */
const WORKER = `
const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
const dynamodb = new DynamoDBClient();
exports.handler = async ({ execution, step, input, results, failed }) => {
  const call = (process.env.UNDOES ? 'undo ' : '') + step;
  const { Attributes } = await dynamodb.send(new UpdateItemCommand({
    TableName: 'calls',
    Key: { id: { S: execution + ' ' + call } },
    UpdateExpression: 'ADD calls :one SET #at = :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':one': { N: '1' }, ':at': { N: String(Date.now()) } },
    ReturnValues: 'ALL_NEW',
  }));
  const { times = 0, error = 'Error' } = input[call] ?? {};
  if (Number(Attributes.calls.N) <= times) throw Object.assign(new Error('no ' + call), { name: error });
  if (input.slow === call) await new Promise(done => setTimeout(done, 30_000));
  return { call, seen: Object.keys(results), failed: failed && Object.keys(failed) };
};`;
const FOR_GOOD = 1000;

let work: string;
let local: LocalApp;
let sfn: SFNClient;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;
let cloudwatch: CloudWatchClient;

function synthShop(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
  const calls = new Table(stack, 'Calls', {
    tableName: 'calls',
    partitionKey: { name: 'id', type: AttributeType.STRING },
  });
  const worker = (id: string, environment: Record<string, string>): Function => {
    const made = new Function(stack, id, {
      code: Code.fromInline(WORKER),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(3),
      environment,
    });
    calls.grantReadWriteData(made);
    return made;
  };
  const [does, undoes] = [worker('Does', {}), worker('Undoes', { UNDOES: 'yes' })];
  const workflow = new RetryingWorkflow(stack, 'Booking', {
    steps: [
      WorkflowStep.invoke('Reserve', { function: does, undo: undoes }),
      WorkflowStep.wait('Cooling', Duration.minutes(2)),
      WorkflowStep.invoke('Charge', { function: does, undo: undoes, fatal: ['CardRefused'] }),
      WorkflowStep.parallel('Tell', [
        WorkflowStep.invoke('Mail', { function: does, undo: undoes, retry: Retry.quick() }),
        WorkflowStep.invoke('Sms', { function: does, retry: Retry.quick() }),
      ]),
    ],
  });
  new CfnOutput(stack, 'machine', { value: workflow.machine.stateMachineArn });
  new CfnOutput(stack, 'letters', { value: workflow.deadLetterQueue!.queueUrl });
  synthControls(stack, does);
  app.synth();
}

/** What others write: a task of CDK's defaults, alone and guarded; and a machine that waits for longer than it may. */
function synthControls(stack: Stack, charge: Function): void {
  const task = (id: string): LambdaInvoke => {
    const told = {
      execution: JsonPath.stringAt('$$.Execution.Name'),
      step: 'Charge',
      input: JsonPath.objectAt('$'),
      results: {},
    };
    return new LambdaInvoke(stack, id, { lambdaFunction: charge, payload: TaskInput.fromObject(told) });
  };
  const machine = (id: string, definition: IChainable, timeout?: Duration): void => {
    const definitionBody = DefinitionBody.fromChainable(definition);
    const { stateMachineArn: value } = new StateMachine(stack, `${id}Machine`, { definitionBody, timeout });
    new CfnOutput(stack, id, { value });
  };
  machine('plain', task('Plain'));
  const definition = task('Guarded');
  const guard = new WorkflowGuard(stack, 'Guard', { definition });
  machine('guarded', definition);
  new CfnOutput(stack, 'guardLetters', { value: guard.deadLetterQueue!.queueUrl });
  const hour = WaitTime.duration(Duration.hours(1));
  machine('slow', new Wait(stack, 'Hour', { time: hour }), Duration.minutes(1));
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'workflow-'));
  local = await deployLocally(work, 'Shop', synthShop, { speed: SPEED, iam: 'enforce' });
  const config = clientConfig(local.cloud, REGION);
  [sfn, dynamodb] = [new SFNClient(config), new DynamoDBClient(config)];
  [sqs, cloudwatch] = [new SQSClient(config), new CloudWatchClient(config)];
}, PATIENCE_MILLIS);

afterAll(async () => {
  for (const client of [sfn, dynamodb, sqs, cloudwatch]) client?.destroy();
  await local?.cloud.stop();
  rmSync(work, { recursive: true, force: true });
});

async function start(name: string, input: object, machine = local.outputs.machine): Promise<string> {
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: machine, name, input: JSON.stringify(input) }),
  );
  return executionArn!;
}

async function endOf(executionArn: string) {
  for (;;) {
    const { status, output, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') {
      return { status, error, cause, output: status === 'SUCCEEDED' ? JSON.parse(output!) : {} };
    }
    await wait(200);
  }
}

/** How often each call was made by an execution, in the order of the last time. */
async function callsOf(execution: string): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'calls' }));
  return Items.filter(({ id }) => id.S!.startsWith(`${execution} `))
    .sort((a, b) => Number(a.at.N) - Number(b.at.N))
    .map(({ id, calls }) => `${id.S!.slice(execution.length + 1)} × ${calls.N}`);
}

async function lettersOf(queue = local.outputs.letters): Promise<Record<string, unknown>[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body!) as Record<string, unknown>);
}

test(
  'what fails twice is done at the third time, and the results come out by step',
  async () => {
    const { status, output } = await endOf(await start('twice', { Charge: { times: 2 } }));
    expect(status).toBe('SUCCEEDED');
    expect((await callsOf('twice')).sort()).toEqual(['Charge × 3', 'Mail × 1', 'Reserve × 1', 'Sms × 1']);
    expect(output).toMatchObject({
      Reserve: { call: 'Reserve', seen: [] },
      Charge: { call: 'Charge', seen: ['Reserve'] },
      Tell: { Mail: { seen: ['Reserve', 'Charge'] }, Sms: { call: 'Sms' } },
    });
  },
  PATIENCE_MILLIS,
);

test(
  'what never succeeds is tried seven times, and what was done before it is taken back once',
  async () => {
    const { status, error, cause } = await endOf(await start('never', { Charge: { times: FOR_GOOD } }));
    expect([status, error]).toEqual(['FAILED', 'Compensated']);
    expect(JSON.parse(cause!)).toMatchObject({ Charge: { Error: 'Error' } });
    expect(await callsOf('never')).toEqual(['Reserve × 1', 'Charge × 7', 'undo Reserve × 1']);
  },
  PATIENCE_MILLIS,
);

test(
  'what is fatal is tried once',
  async () => {
    const { error } = await endOf(await start('fatal', { Charge: { times: FOR_GOOD, error: 'CardRefused' } }));
    expect(error).toBe('Compensated');
    expect(await callsOf('fatal')).toEqual(['Reserve × 1', 'Charge × 1', 'undo Reserve × 1']);
  },
  PATIENCE_MILLIS,
);

test(
  'of steps at the same time the one that was done is taken back, then the earlier ones, the newest first',
  async () => {
    const { error } = await endOf(await start('branch', { Sms: { times: FOR_GOOD } }));
    expect(error).toBe('Compensated');
    expect(await callsOf('branch')).toEqual([
      ...['Reserve × 1', 'Charge × 1', 'Mail × 1', 'Sms × 4'],
      ...['undo Mail × 1', 'undo Charge × 1', 'undo Reserve × 1'],
    ]);
  },
  PATIENCE_MILLIS,
);

test(
  'a step whose end nobody knows is taken back as well',
  async () => {
    const { error } = await endOf(await start('unknown', { slow: 'Charge' }));
    expect(error).toBe('Compensated');
    expect(await callsOf('unknown')).toEqual(['Reserve × 1', 'Charge × 7', 'undo Charge × 1', 'undo Reserve × 1']);
  },
  PATIENCE_MILLIS,
);

test(
  'what cannot be taken back is a dead letter, and alarms ring',
  async () => {
    const input = { Charge: { times: FOR_GOOD, error: 'CardRefused' }, 'undo Reserve': { times: FOR_GOOD } };
    expect(await lettersOf()).toEqual([]);
    const executionArn = await start('lost', input);
    expect(await endOf(executionArn)).toMatchObject({ status: 'FAILED', error: 'CompensationFailed' });
    expect(await callsOf('lost')).toEqual(['Reserve × 1', 'Charge × 1', 'undo Reserve × 13']);
    const letters = await lettersOf();
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({
      execution: executionArn,
      step: 'Reserve',
      error: { Error: 'Error' },
      failed: { Charge: { Error: 'CardRefused' } },
      input,
      results: { Reserve: { call: 'Reserve' } },
      remaining: [],
    });
    for (;;) {
      const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
      const ringing = MetricAlarms.map(({ MetricName }) => MetricName);
      if (['ExecutionsFailed', 'ApproximateNumberOfMessagesVisible'].every(name => ringing.includes(name))) break;
      await wait(200);
    }
  },
  PATIENCE_MILLIS,
);

test(
  'an execution whose region is lost in the middle of a wait goes on after its return',
  async () => {
    const executionArn = await start('frozen', {});
    const isIn = async (state: string): Promise<boolean> => {
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
      return events.some(
        ({ type, stateEnteredEventDetails }) => type === 'WaitStateEntered' && stateEnteredEventDetails?.name === state,
      );
    };
    while (!(await isIn('Cooling'))) await wait(20);
    await local.cloud.freeze(REGION);
    await wait(3000);
    await local.cloud.thaw(REGION);
    expect(await endOf(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await callsOf('frozen')).sort()).toEqual(['Charge × 1', 'Mail × 1', 'Reserve × 1', 'Sms × 1']);
  },
  PATIENCE_MILLIS,
);

describe('what others write', () => {
  test(
    'is not tried again after an error of the function, and nothing is kept: the control',
    async () => {
      const { status, error } = await endOf(await start('plain', { Charge: { times: 1 } }, local.outputs.plain));
      expect([status, error]).toEqual(['FAILED', 'Error']);
      expect(await callsOf('plain')).toEqual(['Charge × 1']);
    },
    PATIENCE_MILLIS,
  );

  test(
    'is tried again where a guard stands before it, and kept when it fails for good',
    async () => {
      const { guarded, guardLetters } = local.outputs;
      expect(await endOf(await start('once', { Charge: { times: 1 } }, guarded))).toMatchObject({
        status: 'SUCCEEDED',
      });
      expect(await callsOf('once')).toEqual(['Charge × 2']);
      expect(await lettersOf(guardLetters)).toEqual([]);

      const input = { Charge: { times: FOR_GOOD } };
      const executionArn = await start('kept', input, guarded);
      expect(await endOf(executionArn)).toMatchObject({ status: 'FAILED', error: 'Error' });
      expect(await callsOf('kept')).toEqual(['Charge × 7']);
      expect(await lettersOf(guardLetters)).toMatchObject([
        { execution: executionArn, input, error: { Error: 'Error' } },
      ]);
    },
    PATIENCE_MILLIS,
  );

  test(
    'is ended by its time limit, and by nothing else',
    async () => {
      const { status } = await endOf(await start('slow', {}, local.outputs.slow));
      expect(status).toBe('TIMED_OUT');
    },
    PATIENCE_MILLIS,
  );
});
