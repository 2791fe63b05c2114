import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { GetProvisionedConcurrencyConfigCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { callEmulator } from '../../drill/cloud/emulator-calls.js';
import { ResilientFunction, Scaling } from '../../lib';
import { ACCOUNT, deployLocally, deployTo, type LocalApp, REGION } from '../support/local-app';

/** A simulated minute is half a second. */
const SPEED = 120;
const PATIENCE_MILLIS = 5 * 60_000;
const SCALING = Scaling.provisioned({ min: 2, max: 20, peaks: [{ from: '08:00', to: '18:00', min: 10 }] });

/** Answers when its environment was made, after a while in which others come. */
const codeOf = (version: string): Code =>
  Code.fromInline(
    `const born = Date.now(); /* ${version} */
     exports.handler = async () => { await new Promise(done => setTimeout(done, 20)); return born; };`,
  );

let work: string;
let local: LocalApp;
let client: LambdaClient;

const synth = (version: string) => (outdir: string) => {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
  const made = { code: codeOf(version), handler: 'index.handler' };
  const ready = new ResilientFunction(stack, 'Ready', { ...made, scaling: SCALING });
  const cold = new ResilientFunction(stack, 'Cold', made);
  new CfnOutput(stack, 'ready', { value: ready.function.functionName });
  new CfnOutput(stack, 'cold', { value: cold.function.functionName });
  app.synth();
};

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'scaling-'));
  local = await deployLocally(work, 'Shop', synth('first'), { speed: SPEED });
  client = new LambdaClient(clientConfig(local.cloud, REGION));
}, PATIENCE_MILLIS);

afterAll(async () => {
  client?.destroy();
  await local?.cloud.stop();
  rmSync(work, { recursive: true, force: true });
});

/** When the environment was made in which a call of a function ran. */
async function call(name: string): Promise<number> {
  const command = new InvokeCommand({ FunctionName: local.outputs[name], Qualifier: 'live' });
  return Number(Buffer.from((await client.send(command)).Payload!).toString());
}

async function readyNow(): Promise<number> {
  const command = new GetProvisionedConcurrencyConfigCommand({
    FunctionName: local.outputs.ready,
    Qualifier: 'live',
  });
  return (await client.send(command)).RequestedProvisionedConcurrentExecutions!;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MILLIS / 5;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to that');
    await new Promise(done => setTimeout(done, 100));
  }
}

const runAction = (name: string) => callEmulator(local.cloud, REGION, `/_drill/capacity/run/${name}`);

/** So many callers at any time, until something holds. */
async function underLoad(callers: number, holds: () => Promise<boolean>): Promise<void> {
  let isOver = false;
  const calling = Array.from({ length: callers }, async () => {
    while (!isOver) await call('ready');
  });
  await until(holds).finally(() => (isOver = true));
  await Promise.all(calling);
}

test(
  'an environment is ready before the first call, and without scaling it is not',
  async () => {
    expect(await readyNow()).toBe(2);
    await new Promise(done => setTimeout(done, 2000));
    const before = Date.now();
    expect(await call('ready')).toBeLessThan(before);
    expect(await call('cold')).toBeGreaterThanOrEqual(before);
  },
  PATIENCE_MILLIS,
);

test(
  'load makes more of them ready, and no more than the most',
  async () => {
    await underLoad(8, async () => (await readyNow()) > 2);
    expect(await readyNow()).toBeLessThanOrEqual(20);
  },
  PATIENCE_MILLIS,
);

test(
  'when nobody calls any more the level stays, until the quiet hour takes it down',
  async () => {
    const level = await readyNow();
    // Twenty simulated minutes: what was well below its target for fifteen would have been scaled in.
    await new Promise(done => setTimeout(done, (20 * 60_000) / SPEED));
    expect(await readyNow()).toBe(level);
    await runAction('QuietBegins');
    expect(await readyNow()).toBe(2);
    await runAction('QuietEnds');
    expect(await readyNow()).toBe(2);
  },
  PATIENCE_MILLIS,
);

test(
  'a peak makes more ready, and a deployment at its height keeps it',
  async () => {
    await runAction('Peak0Begins');
    expect(await readyNow()).toBe(10);
    await deployTo(local.cloud, work, synth('second'));
    expect(await readyNow()).toBe(10);
    await runAction('Peak0Ends');
    expect(await readyNow()).toBe(10);
    await runAction('QuietBegins');
    expect(await readyNow()).toBe(2);
  },
  PATIENCE_MILLIS,
);
