import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Aws } from 'aws-cdk-lib/core';
import { STATES_ERRORS } from '../limits/step-functions';
import { invokeRight, letterRights } from '../workflow/logged-machine';
import { LETTER } from '../workflow/plan';
import { renderCatch, renderRetry, type States } from '../workflow/states';

/** How one region treats a tick that every region gets. */
export interface RunOnce {
  /** What the ticks are called in every region. */
  readonly name: string;
  readonly region: string;
  /** Place of the region among those that may run it, from 0. */
  readonly rank: number;
  /** How many regions may run it. */
  readonly regions: number;
  /** Time that each region leaves to the one before it. */
  readonly takeOverSeconds: number;
  readonly target: IFunction;
  /** The region's part of a replicated table, and its partition key. */
  readonly runs: ITable;
  readonly key: string;
  readonly healthFunction?: IFunction;
  readonly letters?: IQueue;
}

/** For what answers within seconds, or not at all: a table, a queue. */
const RETRY = renderRetry(LETTER.retry);
/** For the function: as long as it takes, up to hours. */
const RETRY_RUN = renderRetry({ attempts: 12, interval: 5, backoffRate: 2, maxDelay: 900 });

/**
 * The machine that decides whether a region runs a tick, in the Amazon States Language.
 *
 * The regions take their turns: each waits for those before it, and runs what none of them has noted. One that calls itself
 * ill leaves the tick to the others, and looks once more after all of them had their turn. A table that does not answer is no
 * reason not to run. The notes are one item a minute of the day, so that they never become more than 1,440.
 */
export function renderRunOnce(run: RunOnce): object {
  const look = run.rank > 0 ? 'Wait For Others' : 'Look';
  return {
    StartAt: 'Read Tick',
    States: {
      ...renderTick(run, look),
      ...(run.rank > 0 && { [look]: wait(run.rank * run.takeOverSeconds, 'Look') }),
      ...renderLook(run),
      ...(run.healthFunction && renderHealth(run, run.healthFunction)),
      ...renderRun(run),
    },
  };
}

/** What the machine has to be allowed. */
export function runOnceRights({ target, runs, healthFunction, letters }: RunOnce): PolicyStatement[] {
  const called = healthFunction ? [target, healthFunction] : [target];
  const { tableArn, encryptionKey: key } = runs;
  return [
    invokeRight(called.map(({ functionArn }) => functionArn)),
    new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [tableArn] }),
    ...(key ? [new PolicyStatement({ actions: [...KEY_ACTIONS], resources: [key.keyArn] })] : []),
    ...(letters ? letterRights(letters) : []),
  ];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** A rule ticks within the minute that its schedule names, so the minute tells ticks apart and seconds do not. */
function renderTick({ name }: RunOnce, next: string): States {
  const part = (index: number): string => `States.ArrayGetItem($.parts, ${index})`;
  return {
    'Read Tick': {
      Type: 'Pass',
      Parameters: { 'event.$': '$', 'parts.$': "States.StringSplit($.time, 'T:')" },
      Next: 'Name Tick',
    },
    'Name Tick': {
      Type: 'Pass',
      Parameters: {
        'event.$': '$.event',
        'key.$': `States.Format('${name} {}:{}', ${part(1)}, ${part(2)})`,
        'tick.$': `States.Format('{}T{}:{}Z', ${part(0)}, ${part(1)}, ${part(2)})`,
        isLast: false,
      },
      Next: next,
    },
  };
}

function renderLook({ runs, key, healthFunction }: RunOnce): States {
  const noted = '$.found.Item.tick.S';
  return {
    Look: {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::dynamodb:getItem`,
      Parameters: { TableName: runs.tableName, Key: { [key]: { 'S.$': '$.key' } }, ConsistentRead: true },
      TimeoutSeconds: LETTER.timeout,
      ResultPath: '$.found',
      Retry: RETRY,
      Catch: renderCatch([{ errors: [STATES_ERRORS.all], resultPath: '$.lookError', next: 'Whose Turn?' }]),
      Next: 'Whose Turn?',
    },
    'Whose Turn?': {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: noted, IsPresent: true },
            { Variable: noted, StringEqualsPath: '$.tick' },
          ],
          Next: 'Done',
        },
        { Variable: '$.isLast', BooleanEquals: true, Next: 'Run' },
      ],
      Default: healthFunction ? 'Ask Health' : 'Run',
    },
    Done: { Type: 'Succeed' },
  };
}

function renderHealth({ regions, takeOverSeconds }: RunOnce, healthFunction: IFunction): States {
  return {
    'Ask Health': {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::lambda:invoke`,
      Parameters: { FunctionName: healthFunction.functionArn, Payload: {} },
      ResultSelector: { 'status.$': '$.Payload.statusCode' },
      ResultPath: '$.health',
      TimeoutSeconds: LETTER.timeout,
      Catch: renderCatch([{ errors: [STATES_ERRORS.all], resultPath: '$.healthError', next: 'Leave To Others' }]),
      Next: 'Well?',
    },
    'Well?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.health.status', NumericEquals: 200, Next: 'Run' }],
      Default: 'Leave To Others',
    },
    'Leave To Others': wait(regions * takeOverSeconds, 'Look Once More'),
    'Look Once More': { Type: 'Pass', Result: true, ResultPath: '$.isLast', Next: 'Look' },
  };
}

/** Called as a rule would: Lambda takes the event, and the function's own retries and letters begin. */
function renderRun({ target, runs, key, region, letters }: RunOnce): States {
  return {
    Run: {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::lambda:invoke`,
      Parameters: { FunctionName: target.functionArn, InvocationType: 'Event', 'Payload.$': '$.event' },
      TimeoutSeconds: LETTER.timeout,
      ResultPath: null,
      Retry: RETRY_RUN,
      Catch: renderCatch([
        { errors: [STATES_ERRORS.all], resultPath: '$.runError', next: letters ? 'Keep' : 'Not Run' },
      ]),
      Next: 'Note',
    },
    Note: {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::dynamodb:putItem`,
      Parameters: {
        TableName: runs.tableName,
        Item: { [key]: { 'S.$': '$.key' }, tick: { 'S.$': '$.tick' }, region: { S: region } },
      },
      TimeoutSeconds: LETTER.timeout,
      ResultPath: null,
      Retry: RETRY,
      End: true,
    },
    ...(letters && { Keep: renderLetter(letters) }),
    'Not Run': { Type: 'Fail', Error: 'NotRun', CausePath: 'States.JsonToString($.runError)' },
  };
}

/** The event as it was, as the letter of a rule is. */
function renderLetter({ queueUrl }: IQueue): States[string] {
  return {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::sqs:sendMessage`,
    Parameters: { QueueUrl: queueUrl, 'MessageBody.$': '$.event' },
    TimeoutSeconds: LETTER.timeout,
    ResultPath: null,
    Retry: RETRY,
    Next: 'Not Run',
  };
}

function wait(seconds: number, next: string): States[string] {
  return { Type: 'Wait', Seconds: seconds, Next: next };
}
