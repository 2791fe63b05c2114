import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Ledger, type Way } from './redrive/ledger';
import { type Letter, readLetter } from './redrive/letter';
import { moveLetter, type MoveContext, type MoveResult } from './redrive/move';

/** Which letters are moved, where to, and how fast. */
export interface Request {
  /** Identifies the execution. */
  readonly execution: string;
  /** URL of the dead letters. */
  readonly letters: string;
  /** The function, with its alias, or the URL of the queue. */
  readonly target: string;
  readonly kind: 'function' | 'queue';
  readonly perSecond: number;
  readonly setAsideAfter: number;
  /** Alarms of the target: while one of them rings, nothing is moved. */
  readonly alarms: readonly string[];
  /** Letters after which the execution ends. */
  readonly max?: number;
  /** Only says what would be moved. */
  readonly dryRun?: boolean;
}

/** How a redrive stands, or how it ended. */
type Outcome =
  | 'moving'
  /** The target fails, or takes no more. */
  | 'paused'
  | 'done'
  /** It was paused for too long. */
  | 'gaveUp'
  /** Another redrive of the same letters runs. */
  | 'busy'
  /** The mover could not go on, however often it was started again. */
  | 'failed';

/** The state that the steps of the machine hand on. */
export interface Redrive extends Request {
  readonly outcome: Outcome;
  readonly moved: number;
  readonly setAside: number;
  readonly ambiguous: number;
  readonly pauses: number;
  /** Letters that the queue holds, as far as SQS knows. */
  readonly left?: number;
  readonly cause?: string;
  readonly error?: { readonly Error?: string; readonly Cause?: string };
}

/** What a step works with. */
export interface RedriveContext {
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
  readonly ledger: Ledger;
  readonly poisonQueue: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Of a step: its function has a minute, and what it has received is invisible for as long. */
const [STEP_MILLIS, VISIBILITY_SECONDS, LOCK_SECONDS] = [25_000, 60, 300];
const MOST_RECEIVED = 10;
/** A minute each. */
const MOST_PAUSES = 60;

/** Moves letters for a while, at the rate that was asked for, unless the target fails. */
export async function step(redrive: Redrive, context: RedriveContext): Promise<Redrive> {
  const ringing = await ringingAlarm(redrive, context);
  if (redrive.dryRun) return { ...redrive, outcome: 'done', cause: ringing, left: await countLeft(redrive, context) };
  if (!(await context.ledger.lock(redrive.letters, redrive.execution, LOCK_SECONDS))) {
    return { ...redrive, outcome: 'busy', cause: 'another redrive of these letters runs' };
  }
  if (ringing) return pause(redrive, ringing);
  return moveSome(redrive, context);
}

/** Writes how it ended, whatever happened. */
export async function finish(given: Redrive, context: RedriveContext): Promise<Redrive> {
  if (given.dryRun || given.outcome === 'busy') return given;
  const redrive = given.error ? { ...given, outcome: 'failed' as const, cause: textOf(given.error) } : given;
  const left = await countLeft(redrive, context);
  const { outcome, moved, setAside, ambiguous, cause = '' } = redrive;
  await context.ledger.close(redrive.letters, redrive.execution, { outcome, moved, setAside, ambiguous, left, cause });
  return { ...redrive, left };
}

function textOf({ Error: error, Cause: cause }: NonNullable<Redrive['error']>): string {
  return `${error}: ${cause}`.slice(0, 2000);
}

async function moveSome(redrive: Redrive, context: RedriveContext): Promise<Redrive> {
  const began = context.now();
  let state: Redrive = { ...redrive, outcome: 'moving', pauses: 0, cause: undefined };
  let taken = 0;
  while (context.now() - began < STEP_MILLIS) {
    const wanted = Math.min(chunkOf(state), (state.max ?? Infinity) - countMoved(state));
    const letters = wanted > 0 ? await receive(state, wanted, context) : [];
    if (letters.length === 0) return { ...state, outcome: 'done' };
    const results = await Promise.all(letters.map(letter => moveLetter(letter, moving(state, context))));
    state = add(state, results);
    const refused = results.find(({ outcome }) => outcome === 'refused');
    if (refused) return pause(state, refused.cause!);
    taken += letters.length;
    await context.sleep(Math.max(0, began + (taken / state.perSecond) * 1000 - context.now()));
  }
  return state;
}

/** Letters that are received at once: two seconds of the rate. */
function chunkOf({ perSecond }: Request): number {
  return Math.min(Math.max(Math.floor(perSecond * 2), 1), MOST_RECEIVED);
}

function countMoved({ moved, setAside }: Redrive): number {
  return moved + setAside;
}

function add(state: Redrive, results: readonly MoveResult[]): Redrive {
  const count = (outcome: string): number => results.filter(result => result.outcome === outcome).length;
  return {
    ...state,
    moved: state.moved + count('moved'),
    setAside: state.setAside + count('setAside'),
    ambiguous: state.ambiguous + results.filter(({ ambiguous }) => ambiguous).length,
  };
}

function pause(redrive: Redrive, cause: string): Redrive {
  const pauses = redrive.pauses + 1;
  return { ...redrive, outcome: pauses > MOST_PAUSES ? 'gaveUp' : 'paused', pauses, cause };
}

async function ringingAlarm({ alarms }: Request, { cloudwatch }: RedriveContext): Promise<string | undefined> {
  if (alarms.length === 0) return undefined;
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [...alarms], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  const ringing = [...MetricAlarms, ...CompositeAlarms].find(({ StateValue }) => StateValue === 'ALARM');
  return ringing && `${ringing.AlarmName} rings`;
}

async function receive({ letters, kind }: Request, count: number, { sqs }: RedriveContext): Promise<Letter[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: letters,
      MaxNumberOfMessages: count,
      VisibilityTimeout: VISIBILITY_SECONDS,
      WaitTimeSeconds: 2,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages.map(message => readLetter(message, kind === 'function'));
}

function moving(request: Redrive, context: RedriveContext): MoveContext {
  const { letters, target, setAsideAfter } = request;
  return {
    ledger: context.ledger,
    target,
    setAsideAfter,
    send: (letter, way, attempt) => send(letter, way, attempt, request, context),
    remove: async ({ receiptHandle }) => {
      await context.sqs.send(new DeleteMessageCommand({ QueueUrl: letters, ReceiptHandle: receiptHandle }));
    },
  };
}

async function send(
  letter: Letter,
  way: Way,
  attempt: number,
  request: Request,
  context: RedriveContext,
): Promise<void> {
  if (way === 'poison') {
    const MessageAttributes = {
      letters: { DataType: 'String', StringValue: request.letters },
      target: { DataType: 'String', StringValue: request.target },
      failures: { DataType: 'Number', StringValue: String(attempt) },
    };
    const QueueUrl = context.poisonQueue;
    await context.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: letter.body, MessageAttributes }));
  } else if (request.kind === 'queue') {
    await context.sqs.send(new SendMessageCommand({ QueueUrl: request.target, MessageBody: letter.payload }));
  } else {
    const { target: FunctionName } = request;
    await context.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: letter.payload }));
  }
}

async function countLeft({ letters }: Request, { sqs }: RedriveContext): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: letters, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

let context: RedriveContext | undefined;

function contextFrom(environment: Record<string, string | undefined>): RedriveContext {
  // Within the minute for which a letter is invisible, a call that nobody answers ends.
  const inTime = { requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true } };
  // What sends is tried once: a second attempt of the SDK could send twice, and nobody would count it.
  const once = { ...inTime, maxAttempts: 1 };
  return {
    sqs: new SQSClient(once),
    lambda: new LambdaClient(once),
    cloudwatch: new CloudWatchClient(inTime),
    ledger: new Ledger(new DynamoDBClient(inTime), required(environment, 'TABLE_NAME'), Date.now),
    poisonQueue: required(environment, 'POISON_QUEUE'),
    now: Date.now,
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  };
}

function required(environment: Record<string, string | undefined>, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`environment variable ${name} is not set`);
  return value;
}

const NOTHING_YET = { outcome: 'moving', moved: 0, setAside: 0, ambiguous: 0, pauses: 0 } as const;
const ACTIONS = { step, finish };

/** What the state machine hands over: the action, the name of the execution and the state so far. */
interface Call {
  readonly action: keyof typeof ACTIONS;
  readonly execution: string;
  readonly state: Request | Redrive;
}

/** Entry point of the function. */
export async function handler({ action, execution, state }: Call): Promise<Redrive> {
  context ??= contextFrom(process.env);
  return ACTIONS[action]({ ...NOTHING_YET, ...state, execution }, context);
}
