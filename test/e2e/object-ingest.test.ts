import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as wait } from 'timers/promises';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, CfnOutput, Size, Stack } from 'aws-cdk-lib/core';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { ObjectIngest } from '../../lib';
import { ACCOUNT, deployLocally, REGION } from '../support/local-app';

const SPEED = 60;
const OUTAGE_MILLIS = (10 * 60_000) / SPEED;
const [TABLE, BUCKET] = ['intake-files', 'intake-uploads'];

let work: string;
let cloud: LocalCloud | undefined;
const clients: { destroy(): void }[] = [];

beforeAll(() => void (work = mkdtempSync(path.join(tmpdir(), 'ingest-'))));

afterAll(async () => {
  clients.forEach(client => client.destroy());
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** Uploads of up to ten bytes are recorded in a table. */
function synthIntake(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Intake', { env: { account: ACCOUNT, region: REGION } });
  const bucket = new Bucket(stack, 'Uploads', { bucketName: BUCKET, versioned: true });
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  const partitionKey = { name: 'key', type: AttributeType.STRING };
  const table = new Table(stack, 'Files', { tableName: TABLE, partitionKey });
  const ingest = new ObjectIngest(stack, 'Ingest', { bucket, table, maxObjectSize: Size.bytes(10) });
  new CfnOutput(stack, 'letters', { value: ingest.deadLetterQueue!.queueUrl });
  new CfnOutput(stack, 'events', { value: ingest.queue.queueUrl });
  app.synth();
}

test('a table that is away for ten minutes leaves no dead letters: all uploads are recorded when it is back, and only the one that is too large is a letter', async () => {
  const app = await deployLocally(work, 'Intake', synthIntake, { speed: SPEED, iam: 'enforce' });
  cloud = app.cloud;
  const config = clientConfig(cloud, REGION);
  const [s3, dynamodb, sqs] = [
    new S3Client({ ...config, forcePathStyle: true }),
    new DynamoDBClient(config),
    new SQSClient(config),
  ];
  clients.push(s3, dynamodb, sqs);
  const upload = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  const recorded = async (): Promise<string[]> => {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: TABLE }));
    return Items.map(({ key }) => key.S!).sort();
  };
  const waiting = async (QueueUrl: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
    const { Attributes = {} } = await sqs.send(request);
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  };
  const good = Array.from({ length: 25 }, (_, i) => `good-${String(i).padStart(2, '0')}`);

  await upload('before', 'small');
  while ((await recorded()).length === 0) await wait(100);

  await dynamodb.send(new DeleteTableCommand({ TableName: TABLE }));
  await Promise.all([...good.map(key => upload(key, 'small')), upload('poison', 'much too large')]);
  await wait(OUTAGE_MILLIS);
  // What cannot be recorded waits, and what is rejected is told at once.
  expect([await waiting(app.outputs.events), await waiting(app.outputs.letters)]).toEqual([good.length, 1]);

  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
    }),
  );
  while ((await waiting(app.outputs.events)) > 0) await wait(200);
  expect(await recorded()).toEqual(good);
  expect(await waiting(app.outputs.letters)).toBe(1);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: app.outputs.letters }));
  expect(JSON.parse(Messages[0].Body!)).toMatchObject({
    requestContext: { condition: 'Rejected' },
    requestPayload: { detail: { object: { key: 'poison' } } },
    responsePayload: { errorType: 'RejectedObjectError' },
  });
}, 300_000);
