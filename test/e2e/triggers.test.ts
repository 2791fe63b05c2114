import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as wait } from 'timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { ResilientFunction, Trigger, TriggerSource } from '../../lib';
import { ACCOUNT, deployLocally, type LocalApp, REGION } from '../support/local-app';

/** Three minutes of retries are a second and a half. */
const SPEED = 120;
const PATIENCE_MILLIS = 3 * 60_000;

/** Each source calls a function of its own, which always fails: one that is there, and one whose alias is taken away. */
const SOURCES = ['Schedule', 'Event', 'Topic', 'Bucket'] as const;
type Source = (typeof SOURCES)[number];
type Layer = 'Throws' | 'Gone';

let work: string;
let local: LocalApp;
let sqs: SQSClient;
let send: Record<Source, () => Promise<unknown>>;
const clients: { destroy(): void }[] = [];

function synthShop(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
  const bucket = new Bucket(stack, 'Files', { eventBridgeEnabled: true });
  const topic = new Topic(stack, 'News');
  const sourceOf: Record<Source, () => TriggerSource> = {
    Schedule: () => TriggerSource.schedule(Schedule.rate(Duration.minutes(1))),
    Event: () => TriggerSource.event({ source: ['shop'] }),
    Topic: () => TriggerSource.topic(topic),
    Bucket: () => TriggerSource.bucket(bucket),
  };
  for (const source of SOURCES) {
    for (const layer of ['Throws', 'Gone'] as const) {
      const target = new ResilientFunction(stack, `${source}${layer}`, {
        code: Code.fromInline(`exports.handler = async () => { throw new Error('${source}'); };`),
        handler: 'index.handler',
      });
      const trigger = new Trigger(stack, `${source}${layer}Trigger`, { function: target, source: sourceOf[source]() });
      new CfnOutput(stack, `${source}${layer}Letters`, { value: trigger.deadLetterQueue!.queueUrl });
      new CfnOutput(stack, `${source}${layer}Name`, { value: target.function.functionName });
    }
  }
  new CfnOutput(stack, 'bucket', { value: bucket.bucketName });
  new CfnOutput(stack, 'topic', { value: topic.topicArn });
  app.synth();
}

beforeAll(async () => {
  work = mkdtempSync(path.join(tmpdir(), 'triggers-'));
  local = await deployLocally(work, 'Shop', synthShop, { speed: SPEED, iam: 'enforce' });
  const config = clientConfig(local.cloud, REGION);
  const [events, lambda] = [new EventBridgeClient(config), new LambdaClient(config)];
  const [s3, sns] = [new S3Client({ ...config, forcePathStyle: true }), new SNSClient(config)];
  sqs = new SQSClient(config);
  clients.push(events, lambda, s3, sns, sqs);
  const { bucket: Bucket, topic: TopicArn } = local.outputs;
  send = {
    // It comes by itself.
    Schedule: () => Promise.resolve(),
    Event: () =>
      events.send(new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'sold', Detail: '{"id":1}' }] })),
    Topic: () => sns.send(new PublishCommand({ TopicArn, Message: 'sold' })),
    Bucket: () => s3.send(new PutObjectCommand({ Bucket, Key: 'order', Body: 'sold' })),
  };
  for (const source of SOURCES) {
    const FunctionName = local.outputs[`${source}GoneName`];
    await lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
  }
  for (const source of SOURCES) await send[source]();
}, PATIENCE_MILLIS);

afterAll(async () => {
  clients.forEach(client => client.destroy());
  await local?.cloud.stop();
  rmSync(work, { recursive: true, force: true });
});

async function letterOf(source: Source, layer: Layer): Promise<Record<string, unknown>> {
  for (;;) {
    const { Messages: [letter] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: local.outputs[`${source}${layer}Letters`] }),
    );
    if (letter) return JSON.parse(letter.Body!) as Record<string, unknown>;
    await wait(200);
  }
}

test.each(['Schedule', 'Event', 'Topic', 'Bucket'] as const)(
  '%s: what the function cannot process is kept, with its error',
  async source => {
    expect(await letterOf(source, 'Throws')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      responsePayload: { errorMessage: source },
    });
  },
  PATIENCE_MILLIS,
);

test.each([
  ['Schedule', { 'detail-type': 'Scheduled Event' }],
  ['Event', { source: 'shop', detail: { id: 1 } }],
  ['Topic', { Message: 'sold' }],
  ['Bucket', { 'detail-type': 'Object Created' }],
] as const)(
  '%s: what cannot be delivered is kept, as it was',
  async (source, letter) => {
    expect(await letterOf(source, 'Gone')).toMatchObject(letter);
  },
  PATIENCE_MILLIS,
);
