import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
} from '@aws-sdk/client-lambda';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

/** What the rule of a function hands to the state machine. */
export interface Request {
  /** Identifies the execution; a step that is tried again finds what it did by it. */
  readonly execution: string;
  readonly functionName: string;
  readonly alias: string;
  /** The alarm that rang. */
  readonly alarm: string;
  /** All alarms that have to be quiet again. */
  readonly symptoms: readonly string[];
  /** Recoveries that are allowed within `withinSeconds`. */
  readonly attempts: number;
  readonly withinSeconds: number;
  /** A version that was made more recently than this is taken back, an older one is started again. */
  readonly youngSeconds: number;
  /** Function that is told how it ended. */
  readonly tell?: string;
  /** What takes the function's dead letters back once it is well. */
  readonly redrive?: { readonly machine: string; readonly input: object };
}

/** What can be done for a function. */
export type Step = 'rollBack' | 'restart' | 'redrive';

/** How a recovery stands, or how it ended. */
export type Outcome =
  | 'recovering'
  | 'recovered'
  | 'gaveUp'
  /** There were too many within the time; somebody has to look. */
  | 'suppressed'
  /** Another recovery of the same function runs. */
  | 'busy'
  /** A deployment is under way: it knows better. */
  | 'deploying'
  /** A step could not be carried out. */
  | 'failed';

/** The state that the steps of the machine hand on. */
export interface Recovery extends Request {
  readonly outcome: Outcome;
  readonly startedAt: string;
  readonly fromVersion?: string;
  readonly toVersion?: string;
  /** Of the alias, as it was last seen: Lambda refuses an update that does not know of another one. */
  readonly revisionId?: string;
  readonly rollBackTo?: string;
  /** What is still to be tried, the next one first. */
  readonly steps?: readonly Step[];
  readonly done?: readonly Step[];
  readonly error?: { readonly Error?: string; readonly Cause?: string };
}

/** What the steps work with. */
export interface RecoveryContext {
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
  readonly sns: Pick<SNSClient, 'send'>;
  readonly states: Pick<SFNClient, 'send'>;
  readonly tableName: string;
  readonly topicArn: string;
  readonly now: () => number;
  /** Resolves when the last update of `$LATEST` is in effect. */
  readonly updated: (functionName: string) => Promise<unknown>;
}

const RECOVERED = 'recovered in ';
/** Longest description that Lambda keeps: https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
const LONGEST_DESCRIPTION = 256;
const LOCK = 'LOCK';
const KEPT_DAYS = 90;

/** Takes the lock, looks at the function, and decides what to do. */
export async function begin(request: Request, context: RecoveryContext): Promise<Recovery> {
  const started = { ...request, startedAt: new Date(context.now()).toISOString() };
  const refused = await lock(request, context);
  if (refused) return { ...started, outcome: refused };
  const alias = await aliasOf(request, context);
  const live = alias.FunctionVersion!;
  const [{ CodeSha256: newest }, versions] = await Promise.all([
    configurationOf(request.functionName, '$LATEST', context),
    versionsOf(request.functionName, context),
  ]);
  const running = versions.find(({ Version }) => Version === live);
  const isShifting = Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {}).length > 0;
  if (isShifting || running?.CodeSha256 !== newest) return { ...started, outcome: 'deploying', fromVersion: live };
  const rollBackTo = previousCode(versions, running!)?.Version;
  const isYoung = context.now() - firstSeen(versions, running!) < request.youngSeconds * 1000;
  return {
    ...started,
    outcome: 'recovering',
    fromVersion: live,
    revisionId: alias.RevisionId,
    rollBackTo,
    steps: isYoung && rollBackTo ? ['rollBack', 'restart'] : ['restart'],
    done: [],
  };
}

/** Carries out the next step. */
export async function act(recovery: Recovery, context: RecoveryContext): Promise<Recovery> {
  const [step, ...rest] = recovery.steps!;
  const toVersion = step === 'rollBack' ? recovery.rollBackTo! : await newVersion(recovery, context);
  const moved = await moveAlias(recovery, toVersion, context);
  return { ...recovery, toVersion, revisionId: moved, steps: rest, done: [...recovery.done!, step] };
}

/** Whether the alarms are quiet again; where they are not, and nothing is left to be tried, it gives up. */
export async function verify(recovery: Recovery, context: RecoveryContext): Promise<Recovery> {
  const { MetricAlarms = [] } = await context.cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [...recovery.symptoms] }),
  );
  if (MetricAlarms.every(({ StateValue }) => StateValue !== 'ALARM')) return { ...recovery, outcome: 'recovered' };
  return recovery.steps!.length > 0 ? recovery : { ...recovery, outcome: 'gaveUp' };
}

/** Starts what takes the dead letters back: once for a recovery, however often it is tried. */
export async function redrive(recovery: Recovery, { states }: RecoveryContext): Promise<Recovery> {
  const { machine, input } = recovery.redrive!;
  try {
    await states.send(
      new StartExecutionCommand({ stateMachineArn: machine, name: recovery.execution, input: JSON.stringify(input) }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
  return { ...recovery, done: [...recovery.done!, 'redrive'] };
}

/** Writes the record, opens the lock and tells how it ended. */
export async function finish(recovery: Recovery, context: RecoveryContext): Promise<Recovery> {
  const ended = recovery.error ? { ...recovery, outcome: 'failed' as const } : recovery;
  const endedAt = context.now();
  await record(ended, endedAt, context);
  await unlock(ended, context);
  await tell(ended, endedAt, context);
  return ended;
}

/** One recovery of a function at a time, and so many within the time; the lock of an execution that died ends by itself. */
async function lock(request: Request, { dynamodb, tableName, now }: RecoveryContext): Promise<Outcome | undefined> {
  const Key = lockKey(request);
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
  const held = Item?.holder?.S;
  if (held === request.execution) return undefined;
  const horizon = now() - request.withinSeconds * 1000;
  const starts = (Item?.starts?.L ?? []).map(({ N }) => Number(N)).filter(start => start > horizon);
  if (held !== undefined && Number(Item?.until?.N) > now()) return 'busy';
  if (starts.length >= request.attempts) return 'suppressed';
  const revision = Number(Item?.revision?.N ?? 0);
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: {
        ...Key,
        holder: { S: request.execution },
        until: { N: String(now() + request.withinSeconds * 1000) },
        starts: { L: [...starts, now()].map(start => ({ N: String(start) })) },
        revision: { N: String(revision + 1) },
      },
      // Two executions that read the same lock: the later one is tried again by the machine, and finds it held.
      ConditionExpression: 'attribute_not_exists(#revision) OR #revision = :revision',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ExpressionAttributeValues: { ':revision': { N: String(revision) } },
    }),
  );
  return undefined;
}

async function unlock(recovery: Recovery, { dynamodb, tableName }: RecoveryContext): Promise<void> {
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: lockKey(recovery),
        UpdateExpression: 'REMOVE holder, #until',
        ConditionExpression: 'holder = :mine',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':mine': { S: recovery.execution } },
      }),
    );
  } catch (error) {
    // Somebody else has it, or nobody: this recovery was refused, or is finished for the second time.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function lockKey({ functionName, alias }: Request): { subject: { S: string }; at: { S: string } } {
  return { subject: { S: `${functionName}:${alias}` }, at: { S: LOCK } };
}

async function aliasOf({ functionName, alias }: Request, { lambda }: RecoveryContext) {
  return lambda.send(new GetAliasCommand({ FunctionName: functionName, Name: alias }));
}

function configurationOf(FunctionName: string, Qualifier: string, { lambda }: RecoveryContext) {
  return lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }));
}

/** Published versions, the newest last. */
async function versionsOf(FunctionName: string, { lambda }: RecoveryContext): Promise<FunctionConfiguration[]> {
  const versions: FunctionConfiguration[] = [];
  let Marker: string | undefined;
  do {
    const page = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName, Marker }));
    versions.push(...(page.Versions ?? []));
    Marker = page.NextMarker;
  } while (Marker);
  return versions.filter(({ Version }) => Version !== '$LATEST').sort((a, b) => Number(a.Version) - Number(b.Version));
}

/** The newest version before the running one that has other code. */
function previousCode(versions: readonly FunctionConfiguration[], running: FunctionConfiguration) {
  return versions
    .filter(({ Version, CodeSha256 }) => Number(Version) < Number(running.Version) && CodeSha256 !== running.CodeSha256)
    .at(-1);
}

/** When the code of a version was published first: a version that a recovery made is as old as what it was made of. */
function firstSeen(versions: readonly FunctionConfiguration[], running: FunctionConfiguration): number {
  const same = versions.filter(({ CodeSha256 }) => CodeSha256 === running.CodeSha256);
  return Math.min(...same.map(({ LastModified }) => Date.parse(LastModified!)));
}

/**
 * A version of the same code. Lambda publishes one only when something differs, so the description does for as long as it
 * takes: https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
async function newVersion(recovery: Recovery, context: RecoveryContext): Promise<string> {
  const { functionName: FunctionName, execution } = recovery;
  const mark = `${RECOVERED}${execution}`.slice(0, LONGEST_DESCRIPTION);
  const made = (await versionsOf(FunctionName, context)).find(({ Description }) => Description === mark);
  if (made) return made.Version!;
  const latest = await configurationOf(FunctionName, '$LATEST', context);
  const given = latest.Description === mark ? undefined : latest;
  if (given) await describe(FunctionName, mark, given.RevisionId, context);
  const published = await context.lambda.send(
    new PublishVersionCommand({ FunctionName, CodeSha256: latest.CodeSha256, Description: mark }),
  );
  if (given) await describe(FunctionName, given.Description ?? '', undefined, context);
  return published.Version!;
}

async function describe(
  FunctionName: string,
  Description: string,
  RevisionId: string | undefined,
  { lambda, updated }: RecoveryContext,
): Promise<void> {
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description, RevisionId }));
  await updated(FunctionName);
}

/** Resolves to the alias's new revision. A revision that is not the one seen is somebody else's deployment. */
async function moveAlias(recovery: Recovery, FunctionVersion: string, context: RecoveryContext) {
  const { functionName: FunctionName, alias: Name, revisionId: RevisionId } = recovery;
  const current = await aliasOf(recovery, context);
  if (current.FunctionVersion === FunctionVersion) return current.RevisionId;
  const moved = await context.lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion, RevisionId }));
  return moved.RevisionId;
}

async function record(recovery: Recovery, endedAt: number, { dynamodb, tableName }: RecoveryContext): Promise<void> {
  const { functionName, alias, startedAt, execution } = recovery;
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: {
        subject: { S: `${functionName}:${alias}` },
        at: { S: `${startedAt} ${execution}` },
        outcome: { S: recovery.outcome },
        alarm: { S: recovery.alarm },
        endedAt: { S: new Date(endedAt).toISOString() },
        ...(recovery.fromVersion && { fromVersion: { S: recovery.fromVersion } }),
        ...(recovery.toVersion && { toVersion: { S: recovery.toVersion } }),
        ...(recovery.done?.length && { steps: { L: recovery.done.map(step => ({ S: step })) } }),
        ...(recovery.error && { error: { S: `${recovery.error.Error}: ${recovery.error.Cause}`.slice(0, 2000) } }),
        expires: { N: String(Math.floor(endedAt / 1000) + KEPT_DAYS * 86_400) },
      },
    }),
  );
}

async function tell(recovery: Recovery, endedAt: number, { sns, lambda, topicArn }: RecoveryContext): Promise<void> {
  const { functionName, alias, alarm, outcome, fromVersion, toVersion, done, startedAt, execution, error } = recovery;
  const message = JSON.stringify({
    ...{ functionName, alias, outcome, alarm, steps: done ?? [], fromVersion, toVersion },
    ...{ startedAt, endedAt: new Date(endedAt).toISOString(), execution, error },
  });
  // SNS takes 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  const Subject = `${functionName}: ${outcome}`.slice(-100);
  await sns.send(new PublishCommand({ TopicArn: topicArn, Subject, Message: message }));
  if (!recovery.tell) return;
  await lambda.send(new InvokeCommand({ FunctionName: recovery.tell, InvocationType: 'Event', Payload: message }));
}

const ACTIONS = { begin, act, verify, redrive, finish };
let context: RecoveryContext | undefined;

function contextFrom(environment: Record<string, string | undefined>): RecoveryContext {
  const lambda = new LambdaClient({});
  return {
    lambda,
    dynamodb: new DynamoDBClient({}),
    cloudwatch: new CloudWatchClient({}),
    sns: new SNSClient({}),
    states: new SFNClient({}),
    tableName: required(environment, 'TABLE_NAME'),
    topicArn: required(environment, 'TOPIC_ARN'),
    now: Date.now,
    updated: FunctionName => waitUntilFunctionUpdated({ client: lambda, maxWaitTime: 45 }, { FunctionName }),
  };
}

function required(environment: Record<string, string | undefined>, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** What the state machine hands over: the action, the name of the execution and the state so far. */
export interface Call {
  readonly action: keyof typeof ACTIONS;
  readonly execution: string;
  readonly state: Omit<Recovery, 'execution'>;
}

export async function handler({ action, execution, state }: Call): Promise<Recovery> {
  context ??= contextFrom(process.env);
  const recovery = await ACTIONS[action]({ ...state, execution }, context);
  console.log(JSON.stringify({ action, ...recovery }));
  return recovery;
}
