import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as wait } from 'timers/promises';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Code, type IFunction, Runtime, Function } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { readApp } from '../../drill/assembly/read.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { describeDeployed } from '../../drill/cloud/deployed.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { type LocalCloud, startCloud } from '../../drill/cloud/local-cloud.js';
import { TableReplication } from '../../drill/replication/tables.js';
import { createClock } from '../../drill/support/clock.js';
import {
  IdempotencyStore,
  Regions,
  BundledCode,
  ResilientService,
  StandbyRuns,
  Trigger,
  TriggerSource,
} from '../../lib';
import { ACCOUNT } from '../support/local-app';
import { type Order } from './ship';

const [EAST, WEST] = ['us-east-1', 'us-west-2'];
/** A minute is two seconds. */
const SPEED = 30;
const PATIENCE_MILLIS = 5 * 60_000;
const TAKE_OVER = Duration.minutes(2);
/** Of what ships an order, and how long one takes during which its region goes away. */
const TIMEOUT_MILLIS = 10_000;
const SLOW_MILLIS = 8000;
const EVERY_MINUTE = Schedule.cron({ minute: '*' });

/** Counts the runs of each schedule and tick in this region, where no replication can hide any. */
const COUNT = `
const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
const dynamodb = new DynamoDBClient();
exports.handler = async ({ time, resources: [rule] }) => dynamodb.send(new UpdateItemCommand({
  TableName: 'counts',
  Key: { tick: { S: /(Everywhere|Primary|Active|Ill)/.exec(rule)[1] + ' ' + time } },
  UpdateExpression: 'ADD runs :one SET #at = :at',
  ExpressionAttributeNames: { '#at': 'at' },
  ExpressionAttributeValues: { ':one': { N: '1' }, ':at': { N: String(Date.now()) } },
}));`;

/** Schedules, by where they run. */
type Scheduled = 'Everywhere' | 'Primary' | 'Active' | 'Ill';
/** Functions that are told of orders, by whether they know what was done. */
type Told = 'Guarded' | 'Plain';
type Kind = Scheduled | Told;

/** How often a region ran a tick, and when last: milliseconds since 1970, by the wall clock. */
interface Run {
  readonly runs: number;
  readonly at: number;
}

let work: string;
let cloud: LocalCloud | undefined;
let replication: TableReplication | undefined;
/** What each region did, by kind and tick. */
const done = new Map<Kind, Map<string, Record<string, Run>>>();
/** When the primary was away, by the wall clock. */
let away: { readonly from: number; readonly until: number };
/** What the standby's guarded function said of the order that the primary had begun. */
const answers: string[] = [];
/** Ticks whose turns were over when the runs were counted. */
let ticks: string[];

function inline(stack: Stack, id: string, code: string): Function {
  return new Function(stack, id, {
    code: Code.fromInline(code),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
}

function synth(outdir: string): void {
  const app = new App({ outdir });
  const service = new ResilientService(app, 'Shop', { account: ACCOUNT, regions: Regions.activePassive(EAST, WEST) });
  const store = new IdempotencyStore(service, 'Runs');
  for (const stack of service.regionalStacks) {
    const counts = new Table(stack, 'Counts', {
      tableName: 'counts',
      partitionKey: { name: 'tick', type: AttributeType.STRING },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const count = inline(stack, 'Count', COUNT);
    counts.grantReadWriteData(count);
    const health = (id: string, statusCode: number): IFunction =>
      inline(stack, `HealthOf${id}`, `exports.handler = async () => ({ statusCode: ${statusCode} });`);
    const runs = store.inRegion(stack);
    const active = { runs, takeOverAfter: TAKE_OVER };
    const kinds: Record<Scheduled, StandbyRuns> = {
      Everywhere: StandbyRuns.everywhere(),
      Primary: StandbyRuns.never(),
      Active: StandbyRuns.onlyWhereActive({ ...active, healthFunction: health('Active', 200) }),
      Ill: StandbyRuns.onlyWhereActive({ ...active, healthFunction: health('Ill', stack.region === EAST ? 503 : 200) }),
    };
    for (const [kind, standby] of Object.entries(kinds)) {
      new Trigger(stack, kind, { function: count, source: TriggerSource.schedule(EVERY_MINUTE, { standby }) });
    }
    addShipping(stack, store, counts);
  }
  app.synth();
}

function addShipping(stack: Stack, store: IdempotencyStore, counts: Table): void {
  for (const kind of ['Guarded', 'Plain'] satisfies Told[]) {
    const ship = new Function(stack, kind, {
      functionName: kind,
      code: BundledCode.fromEntry(path.join(__dirname, 'ship.ts')),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.millis(TIMEOUT_MILLIS),
      environment: { KIND: kind },
    });
    counts.grantReadWriteData(ship);
    if (kind === 'Guarded') store.protect(ship);
  }
}

async function start(): Promise<LocalCloud> {
  const onProgress = (): void => undefined;
  const assembly = path.join(work, 'cdk.out');
  synth(assembly);
  const app = await readApp(assembly, { workDir: work, onProgress });
  const { python } = await prepareEnvironment({ onProgress });
  const { directory } = adaptAssembly(app, await supportedTypes(python), path.join(work, 'adapted'));
  const { regions, account } = app;
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  cloud = await startCloud({ python, regions, account, workDir, speed: SPEED, iam: 'enforce', onProgress });
  await deployApp(cloud, app, directory, { onProgress });
  const { globalTables: tables } = await describeDeployed(cloud, app);
  replication = new TableReplication({ cloud, clock: createClock(SPEED), tables });
  await replication.start();
  return cloud;
}

async function count(region: string): Promise<void> {
  const client = new DynamoDBClient(clientConfig(cloud!, region));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'counts', ConsistentRead: true }));
  client.destroy();
  for (const { tick, runs, at } of Items) {
    const [kind, time] = tick.S!.split(' ') as [Kind, string];
    const ofKind = done.get(kind) ?? new Map<string, Record<string, Run>>();
    done.set(kind, ofKind);
    ofKind.set(time, { ...ofKind.get(time), [region]: { runs: Number(runs.N), at: Number(at.N) } });
  }
}

/** Hands an order to a region's function; the error that it ends with, if it does. */
async function ship(region: string, kind: Told, order: Order): Promise<string | undefined> {
  const client = new LambdaClient(clientConfig(cloud!, region));
  try {
    const command = new InvokeCommand({ FunctionName: kind, Payload: JSON.stringify(order) });
    const { FunctionError, Payload } = await client.send(command);
    return FunctionError && (JSON.parse(Buffer.from(Payload!).toString()) as { errorType: string }).errorType;
  } finally {
    client.destroy();
  }
}

/** Waits until the standby knows of so many orders of this status. */
async function known(status: 'COMPLETED' | 'INPROGRESS'): Promise<void> {
  const client = new DynamoDBClient(clientConfig(cloud!, WEST));
  for (;;) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: 'Shop-Runs-Table' }));
    if (Items.some(item => item.status?.S === status)) break;
    await wait(50);
  }
  client.destroy();
}

/** An order that comes again in the other region, after it was shipped. */
async function shipAgain(): Promise<void> {
  const order = { id: 'again', millis: 0 };
  for (const kind of ['Guarded', 'Plain'] satisfies Told[]) await ship(EAST, kind, order);
  await known('COMPLETED');
  for (const kind of ['Guarded', 'Plain'] satisfies Told[]) await ship(WEST, kind, order);
}

/** The same in the other region, until that has shipped it. */
async function shipLost(order: Order): Promise<void> {
  for (;;) {
    const error = await ship(WEST, 'Guarded', order);
    answers.push(error ?? 'shipped');
    if (!error) return;
    await wait(500);
  }
}

const minutes = (count: number): Promise<void> => createClock(SPEED).sleep(count * 60);
const minutesBefore = (moment: number, count: number): number => moment - (count * 60_000) / SPEED;

/** How often each region ran a tick. */
function runsOf(kind: Kind, tick: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(done.get(kind)?.get(tick) ?? {}).map(([region, { runs }]) => [region, runs]),
  );
}

function ranTwice(kind: Kind, among: readonly string[]): string[] {
  return among.filter(tick => Object.keys(runsOf(kind, tick)).length > 1);
}

/** Ticks of a time by the wall clock, as the schedule that runs everywhere saw them in the standby. */
function ticksIn(from: number, until: number): string[] {
  return ticks.filter(tick => {
    const { at } = done.get('Everywhere')!.get(tick)![WEST];
    return at > from && at < until;
  });
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'once-'));
  const running = await start();
  await shipAgain();
  await minutes(6);
  const order = { id: 'lost', millis: SLOW_MILLIS };
  const unanswered = ship(EAST, 'Guarded', order).catch((error: Error) => error.name);
  await known('INPROGRESS');
  const from = Date.now();
  await running.freeze(EAST);
  await Promise.all([minutes(7), shipLost({ ...order, millis: 0 })]);
  await running.thaw(EAST);
  away = { from, until: Date.now() };
  await unanswered;
  await minutes(9);
  for (const region of [EAST, WEST]) await count(region);
  // A region that is ill leaves a tick for twice the time, and begins with it within the minute.
  const over = minutesBefore(Date.now(), 6);
  ticks = [...done.get('Everywhere')!.keys()].sort();
  ticks = ticksIn(0, over);
}, PATIENCE_MILLIS);

afterAll(async () => {
  await replication?.stop();
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

test('the clouds had ticks before, during and after the outage', () => {
  expect(ticksIn(0, away.from).length).toBeGreaterThan(2);
  expect(ticksIn(away.from, away.until).length).toBeGreaterThan(3);
  expect(ticksIn(away.until, Infinity).length).toBeGreaterThan(0);
});

test('only where active: each tick runs, in the standby where the primary is away, and rarely twice', () => {
  for (const tick of ticks) expect([tick, runsOf('Active', tick)]).not.toEqual([tick, {}]);
  for (const tick of ticksIn(away.from, minutesBefore(away.until, 3))) {
    expect(runsOf('Active', tick)).toMatchObject({ [WEST]: 1 });
  }
  const outside = [...ticksIn(0, minutesBefore(away.from, 3)), ...ticksIn(away.until, Infinity)];
  expect(ranTwice('Active', outside).length).toBeLessThan(outside.length / 2);
});

test('a region that calls itself ill leaves its ticks to the other', () => {
  for (const tick of ticks) expect(runsOf('Ill', tick)).toMatchObject({ [WEST]: 1 });
  expect(ranTwice('Ill', ticks).length).toBeLessThan(ticks.length / 2);
});

test('everywhere: each tick runs twice', () => {
  for (const tick of ticks) expect(runsOf('Everywhere', tick)).toEqual({ [EAST]: 1, [WEST]: 1 });
});

test('never in the standby: no tick of the outage runs before it is over', () => {
  for (const tick of ticksIn(away.from, minutesBefore(away.until, 1))) {
    const runs = done.get('Primary')?.get(tick);
    expect(runs?.[WEST]).toBeUndefined();
    expect(runs?.[EAST]?.at ?? Infinity).toBeGreaterThan(away.until);
  }
});

test('an order that comes again in the other region is shipped once with a store, and twice without', () => {
  expect(runsOf('Guarded', 'again')).toEqual({ [EAST]: 1 });
  expect(runsOf('Plain', 'again')).toEqual({ [EAST]: 1, [WEST]: 1 });
});

test('an order that a lost region had begun waits for its timeout, and is shipped then', () => {
  expect(answers[0]).toBe('IdempotencyAlreadyInProgressError');
  expect(answers.at(-1)).toBe('shipped');
  expect(runsOf('Guarded', 'lost')).toMatchObject({ [WEST]: 1 });
});
