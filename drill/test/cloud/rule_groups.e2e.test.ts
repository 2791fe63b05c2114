import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { clientConfig } from '../../cloud/aws-environment.js';
import { prepareEnvironment } from '../../cloud/environment.js';
import { startCloud, type LocalCloud } from '../../cloud/local-cloud.js';

const REGION = 'us-east-1';
const StackName = 'Shop-us-east-1';

/** A label's value as the library writes it: the dashes of a generated name are underscores. */
const sanitized = { 'Fn::Join': ['_', { 'Fn::Split': ['-', { 'Fn::GetAtt': ['Letters', 'QueueName'] }] }] };

const template = (threshold: number): string =>
  JSON.stringify({
    Resources: {
      Letters: { Type: 'AWS::SQS::Queue' },
      Workspace: { Type: 'AWS::APS::Workspace', Properties: { Alias: 'shop' } },
      Rules: {
        Type: 'AWS::APS::RuleGroupsNamespace',
        Properties: {
          Name: 'Shop',
          Workspace: { 'Fn::GetAtt': ['Workspace', 'Arn'] },
          Data: { 'Fn::Join': ['', ['{"expr":"max(Age_max{QueueName=\\"', sanitized, `\\"}) >= ${threshold}"}`]] },
        },
      },
    },
  });

let cloud: LocalCloud;
let client: CloudFormationClient;

beforeAll(async () => {
  const onProgress = (): void => undefined;
  const { python } = await prepareEnvironment({ onProgress });
  const workDir = mkdtempSync(join(tmpdir(), 'rules-'));
  cloud = await startCloud({ python, regions: [REGION], account: '123456789012', workDir, speed: 60, onProgress });
  client = new CloudFormationClient(clientConfig(cloud, REGION));
}, 120_000);

afterAll(async () => {
  client?.destroy();
  await cloud?.stop();
});

async function settled(): Promise<string> {
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const status = Stacks[0].StackStatus!;
    if (!status.endsWith('_IN_PROGRESS')) return status;
    await wait(100);
  }
}

async function rulesNow(): Promise<{ name: string; rules: string }[]> {
  await cloud.beginAlarms();
  const [{ rules }] = await cloud.measured();
  return [...rules];
}

test('rules are there as they were deployed, with the names that the deployment gave, and change with it', async () => {
  await client.send(new CreateStackCommand({ StackName, TemplateBody: template(900) }));
  expect(await settled()).toBe('CREATE_COMPLETE');
  const [before] = await rulesNow();

  expect(before.name).toBe('Shop');
  expect(before.rules).toMatch(/^\{"expr":"max\(Age_max\{QueueName=\\"Shop_us_east_1_Letters_\w+\\"\}\) >= 900"\}$/);

  await client.send(new UpdateStackCommand({ StackName, TemplateBody: template(600) }));
  expect(await settled()).toBe('UPDATE_COMPLETE');
  expect(await rulesNow()).toEqual([{ name: 'Shop', rules: before.rules.replace('900', '600') }]);
}, 60_000);
