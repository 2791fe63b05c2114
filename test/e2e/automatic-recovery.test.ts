import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { manifestStacks } from '../../drill/assembly/manifest.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { startCloud, type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { AutomaticRecovery, ResilientFunction, Symptom } from '../../lib';
import { ROOT } from '../support/drill';

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
const SPEED = 20;
const onProgress = (): void => undefined;

let work: string;
let cloud: LocalCloud | undefined;
const clients: { destroy(): void }[] = [];

beforeAll(() => void (work = mkdtempSync(path.join(tmpdir(), 'recovery-'))));

afterAll(async () => {
  clients.forEach(client => client.destroy());
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** The function of examples/recovery, which wedges itself when it is told to. */
function synthImages(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Images', { env: { account: ACCOUNT, region: REGION } });
  const resize = new ResilientFunction(stack, 'Resize', { entry: path.join(ROOT, 'examples/recovery/resize.ts') });
  const recovery = new AutomaticRecovery(stack, 'Recovery', {
    function: resize,
    when: [Symptom.slowerThan(Duration.seconds(1))],
    attempts: 1,
  });
  new CfnOutput(stack, 'function', { value: resize.function.functionName });
  new CfnOutput(stack, 'records', { value: recovery.records.tableName });
  app.synth();
}

async function deployImages(): Promise<Record<string, string>> {
  const directory = path.join(work, 'cdk.out');
  synthImages(directory);
  const app = { directory, account: ACCOUNT, regions: [REGION], stacks: manifestStacks(directory), objectives: {} };
  const { python } = await prepareEnvironment({ onProgress });
  const adapted = adaptAssembly(app, await supportedTypes(python), path.join(work, 'adapted'));
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  cloud = await startCloud({ python, regions: [REGION], account: ACCOUNT, workDir, speed: SPEED, onProgress });
  await deployApp(cloud, app, adapted.directory, { onProgress });
  const client = new CloudFormationClient(clientConfig(cloud, REGION));
  clients.push(client);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'Images' }));
  return Object.fromEntries(Stacks![0].Outputs!.map(output => [output.OutputKey, output.OutputValue]));
}

test('a function that takes more than a second is restarted by itself, on record; a second time within the hour it is not', async () => {
  const { function: name, records } = await deployImages();
  const lambda = new LambdaClient(clientConfig(cloud!, REGION));
  const dynamo = new DynamoDBClient(clientConfig(cloud!, REGION));
  clients.push(lambda, dynamo);
  const call = async (event: object): Promise<{ took: number; version?: string }> => {
    const { Payload, ExecutedVersion } = await lambda.send(
      new InvokeCommand({ FunctionName: name, Qualifier: 'live', Payload: JSON.stringify(event) }),
    );
    return { ...(JSON.parse(Buffer.from(Payload!).toString()) as { took: number }), version: ExecutedVersion };
  };
  const recordsOf = async (): Promise<{ outcome?: string; fromVersion?: string; toVersion?: string }[]> => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: records,
        KeyConditionExpression: 'subject = :s',
        ExpressionAttributeValues: { ':s': { S: `${name}:live` } },
      }),
    );
    return Items.filter(({ at }) => at.S !== 'LOCK').map(({ outcome, fromVersion, toVersion }) => ({
      outcome: outcome.S,
      fromVersion: fromVersion?.S,
      toVersion: toVersion?.S,
    }));
  };
  /** Calls as users do until something holds; the alarm hears of the function by these calls. */
  const callUntil = async (holds: (answer: { took: number; version?: string }) => Promise<boolean>): Promise<void> => {
    for (;;) if (await holds(await call({}))) return;
  };

  expect((await call({})).took).toBeLessThan(1000);
  await call({ wedge: true });
  await callUntil(({ took, version }) => Promise.resolve(took < 1000 && version === '2'));
  await callUntil(async () => (await recordsOf()).length > 0);
  expect(await recordsOf()).toEqual([{ outcome: 'recovered', fromVersion: '1', toVersion: '2' }]);

  await call({ wedge: true });
  await callUntil(async () => (await recordsOf()).length > 1);
  expect(await recordsOf()).toContainEqual({ outcome: 'suppressed', fromVersion: undefined, toVersion: undefined });
  expect((await call({})).version).toBe('2');
}, 300_000);
