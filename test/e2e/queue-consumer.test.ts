import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { manifestStacks } from '../../drill/assembly/manifest.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { startCloud, type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { QueueConsumer, ResilientFunction } from '../../lib';

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';

/** Fails on poison, and passes everything else on to another queue. */
const WORKER = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient();
exports.handler = async ({ Records }) => {
  const failed = Records.filter(({ body }) => body === 'poison');
  for (const { body } of Records.filter(record => !failed.includes(record))) {
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.DONE, MessageBody: body }));
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const onProgress = (): void => undefined;

let work: string;
let cloud: LocalCloud | undefined;
let sqs: SQSClient | undefined;

beforeAll(() => void (work = mkdtempSync(path.join(tmpdir(), 'consumer-'))));

afterAll(async () => {
  sqs?.destroy();
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** A shop whose orders are tried twice, three seconds apart. */
function synthShop(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
  const done = new Queue(stack, 'Done');
  const worker = new ResilientFunction(stack, 'Worker', {
    code: Code.fromInline(WORKER),
    handler: 'index.handler',
    timeout: Duration.seconds(3),
    environment: { DONE: done.queueUrl },
  });
  done.grantSendMessages(worker);
  const orders = new QueueConsumer(stack, 'Orders', {
    function: worker,
    visibilityTimeout: Duration.seconds(3),
    maxReceiveCount: 2,
  });
  const queues = { orders: orders.queue, dead: orders.deadLetterQueue!, done };
  for (const [id, { queueUrl }] of Object.entries(queues)) new CfnOutput(stack, id, { value: queueUrl });
  app.synth();
}

/** Deploys the shop and returns the URLs of its queues. */
async function deployShop(): Promise<Record<string, string>> {
  const directory = path.join(work, 'cdk.out');
  synthShop(directory);
  const app = { directory, account: ACCOUNT, regions: [REGION], stacks: manifestStacks(directory), objectives: {} };
  const { python } = await prepareEnvironment({ onProgress });
  const adapted = adaptAssembly(app, await supportedTypes(python), path.join(work, 'adapted'));
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  cloud = await startCloud({ python, regions: [REGION], account: ACCOUNT, workDir, speed: 10, onProgress });
  await deployApp(cloud, app, adapted.directory, { onProgress });
  const client = new CloudFormationClient(clientConfig(cloud, REGION));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'Shop' }));
  client.destroy();
  return Object.fromEntries(Stacks![0].Outputs!.map(output => [output.OutputKey, output.OutputValue]));
}

/** What is in a queue; waits for the first of it. */
async function bodiesIn(url: string): Promise<(string | undefined)[]> {
  const request = { QueueUrl: url, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 };
  const { Messages = [] } = await sqs!.send(new ReceiveMessageCommand(request));
  return Messages.map(message => message.Body).sort();
}

test(
  'a message that always fails becomes a dead letter alone, and the others of its batch are worked off once',
  async () => {
    const urls = await deployShop();
    sqs = new SQSClient(clientConfig(cloud!, REGION));
    const good = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(number => `good-${number}`);

    // They appear together, so that batches have several.
    const Entries = [...good, 'poison'].map(body => ({ Id: body, MessageBody: body, DelaySeconds: 1 }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: urls.orders, Entries }));

    expect(await bodiesIn(urls.dead)).toEqual(['poison']);
    expect(await bodiesIn(urls.done)).toEqual(good);
  },
  5 * 60_000,
);
