import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as wait } from 'timers/promises';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { Redrive, RedriveTarget, ResilientFunction } from '../../lib';
import { ACCOUNT, deployLocally, REGION } from '../support/local-app';

/** Fails on poison always, and on everything while the table says that it is broken. */
const WORKER = `
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const dynamodb = new DynamoDBClient();
const TableName = 'done';
exports.handler = async ({ id }) => {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: 'broken' } } }));
  if (Item || id === 'poison') throw new Error('cannot process ' + id);
  await dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));
};`;
const SPEED = 60;

let work: string;
let cloud: LocalCloud | undefined;
const clients: { destroy(): void }[] = [];

beforeAll(() => void (work = mkdtempSync(path.join(tmpdir(), 'redrive-'))));

afterAll(async () => {
  clients.forEach(client => client.destroy());
  await cloud?.stop();
  rmSync(work, { recursive: true, force: true });
});

function synthShop(outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
  const done = new Table(stack, 'Done', {
    tableName: 'done',
    partitionKey: { name: 'id', type: AttributeType.STRING },
  });
  const worker = new ResilientFunction(stack, 'Worker', {
    code: Code.fromInline(WORKER),
    handler: 'index.handler',
    asyncInvocation: { retryAttempts: 0 },
  });
  done.grantReadWriteData(worker);
  const letters = worker.deadLetterQueue!;
  const redrive = new Redrive(stack, 'Redrive', { letters, to: RedriveTarget.function(worker), perSecond: 20 });
  new CfnOutput(stack, 'worker', { value: worker.functionName });
  new CfnOutput(stack, 'letters', { value: letters.queueUrl });
  new CfnOutput(stack, 'poison', { value: redrive.poisonQueue.queueUrl });
  app.synth();
}

test('what failed goes back once it is mended: all that came in is processed, and what always fails is set aside after the second time', async () => {
  const app = await deployLocally(work, 'Shop', synthShop, { speed: SPEED, iam: 'enforce' });
  cloud = app.cloud;
  const config = clientConfig(cloud, REGION);
  const [dynamodb, lambda] = [new DynamoDBClient(config), new LambdaClient(config)];
  const [sqs, sfn] = [new SQSClient(config), new SFNClient(config)];
  clients.push(dynamodb, lambda, sqs, sfn);
  const start = Object.entries(app.outputs).find(([id]) => id.startsWith('RedriveStart'))![1];
  const { machine, input } = JSON.parse(start) as { machine: string; input: object };

  const [broken, good] = [{ id: { S: 'broken' } }, Array.from({ length: 25 }, (_, i) => `order-${i}`)];
  const processed = async (): Promise<string[]> => {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'done' }));
    return Items.map(({ id }) => id.S!).sort();
  };
  const waiting = async (QueueUrl: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  };
  const letters = async (count: number): Promise<void> => {
    while ((await waiting(app.outputs.letters)) !== count) await wait(100);
  };
  const redrive = async (): Promise<object> => {
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn: machine, input: JSON.stringify(input) }),
    );
    for (;;) {
      const { status, output, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'SUCCEEDED') return JSON.parse(output!) as object;
      if (status !== 'RUNNING') throw new Error(`${status}: ${error} ${cause}`);
      await wait(200);
    }
  };

  await dynamodb.send(new PutItemCommand({ TableName: 'done', Item: broken }));
  for (const id of [...good, 'poison']) {
    const Payload = JSON.stringify({ id });
    await lambda.send(new InvokeCommand({ FunctionName: app.outputs.worker, InvocationType: 'Event', Payload }));
  }
  await letters(good.length + 1);

  await dynamodb.send(new DeleteItemCommand({ TableName: 'done', Key: broken }));
  // The poison goes back twice and fails each time, within the same redrive because it is not tried again.
  await expect(redrive()).resolves.toMatchObject({
    ...{ outcome: 'done', moved: good.length + 2, setAside: 1, ambiguous: 0, left: 0 },
  });
  while ((await processed()).length < good.length) await wait(100);
  expect(await processed()).toEqual([...good].sort());
  expect([await waiting(app.outputs.letters), await waiting(app.outputs.poison)]).toEqual([0, 1]);
}, 300_000);
