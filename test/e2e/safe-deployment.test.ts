import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { GetAliasCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { Deployment, ResilientFunction } from '../../lib';
import { ACCOUNT, deployLocally, deployTo, type LocalApp, REGION } from '../support/local-app';

/** Five simulated minutes, for which a canary is tried, are five seconds. */
const SPEED = 60;
const CALLERS = 4;
const PATIENCE_MILLIS = 5 * 60_000;

const answers = (word: string): string => `exports.handler = async () => '${word}';`;
const THROWS = "exports.handler = async () => { throw new Error('bad'); };";

let work: string;
let local: LocalApp;
let client: LambdaClient;

function synth(code: string, deployment?: Deployment) {
  return (outdir: string): void => {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
    const api = new ResilientFunction(stack, 'Api', {
      code: Code.fromInline(code),
      handler: 'index.handler',
      deployment,
    });
    new CfnOutput(stack, 'function', { value: api.function.functionName });
    app.synth();
  };
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'safe-deployment-'));
  local = await deployLocally(work, 'Shop', synth(answers('first'), Deployment.canary()), { speed: SPEED });
  client = new LambdaClient(clientConfig(local.cloud, REGION));
}, PATIENCE_MILLIS);

afterAll(async () => {
  client?.destroy();
  await local?.cloud.stop();
  rmSync(work, { recursive: true, force: true });
});

async function call(): Promise<string> {
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: local.outputs.function, Qualifier: 'live' }),
  );
  return FunctionError === undefined ? (JSON.parse(Buffer.from(Payload!).toString()) as string) : 'failed';
}

/** Deploys while clients call, as users do; what each of them heard, and how the deployment ended. */
async function deployUnderLoad(code: string, deployment?: Deployment) {
  const heard: string[] = [];
  let isOver = false;
  const callers = Array.from({ length: CALLERS }, async () => {
    while (!isOver) heard.push(await call());
  });
  const error = await deployTo(local.cloud, work, synth(code, deployment)).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  isOver = true;
  await Promise.all(callers);
  const share = (word: string): number => heard.filter(each => each === word).length / heard.length;
  return { error, share, heard };
}

async function liveVersion() {
  const { FunctionVersion, RoutingConfig } = await client.send(
    new GetAliasCommand({ FunctionName: local.outputs.function, Name: 'live' }),
  );
  return { FunctionVersion, RoutingConfig };
}

test(
  'a new version gets a part of the calls first, and all of them when nothing rang',
  async () => {
    const { error, share, heard } = await deployUnderLoad(answers('second'), Deployment.canary());
    // After the last call of the old version the command still looks around, for as long as the machine takes.
    const shifting = heard.slice(heard.indexOf('second'), heard.lastIndexOf('first'));
    const ofNew = shifting.filter(each => each === 'second').length / shifting.length;

    expect(error).toBeUndefined();
    expect(shifting.length).toBeGreaterThan(50);
    expect(share('failed')).toBe(0);
    expect(ofNew).toBeGreaterThan(0.01);
    expect(ofNew).toBeLessThan(0.4);
    expect(await call()).toBe('second');
    expect(await liveVersion()).toEqual({ FunctionVersion: '2', RoutingConfig: undefined });
  },
  PATIENCE_MILLIS,
);

test(
  'a version that throws is taken back before it has all calls, and the deployment fails',
  async () => {
    const { error, share } = await deployUnderLoad(THROWS, Deployment.canary());
    expect(error?.message).toContain('One or more alarms have been activated');
    expect(share('failed')).toBeGreaterThan(0);
    expect(share('failed')).toBeLessThan(0.25);
    expect(await Promise.all(Array.from({ length: 20 }, call))).toEqual(Array<string>(20).fill('second'));
    expect(await liveVersion()).toEqual({ FunctionVersion: '2', RoutingConfig: undefined });
  },
  PATIENCE_MILLIS,
);

test(
  'the mend of it is deployed although the alarm of the bad version has just rung',
  async () => {
    const { error } = await deployUnderLoad(answers('third'), Deployment.canary());
    expect(error).toBeUndefined();
    expect(await call()).toBe('third');
  },
  PATIENCE_MILLIS,
);

test(
  'without a deployment the same version reaches every caller, and nothing takes it back',
  async () => {
    const { error } = await deployUnderLoad(THROWS);
    expect(error).toBeUndefined();
    expect(await Promise.all(Array.from({ length: 20 }, call))).toEqual(Array<string>(20).fill('failed'));
  },
  PATIENCE_MILLIS,
);
