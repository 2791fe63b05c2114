import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { readAssembly } from '../../lib/assembly/assembly';
import { deadLetterUses } from '../../lib/assembly/relations/dead-letters';

const env = { account: '111111111111', region: 'eu-west-1' };
const temporary: string[] = [];

function directory(files: Record<string, string>): string {
  const created = fs.mkdtempSync(path.join(os.tmpdir(), 'assembly-'));
  temporary.push(created);
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(created, name), content);
  return created;
}

afterAll(() => temporary.forEach(created => fs.rmSync(created, { recursive: true })));

test('stacks of stages are read with their construct path, account and region', () => {
  const app = new App();
  new Queue(new Stack(new Stage(app, 'Prod', { env }), 'Shop', { stackName: 'shop-of-prod' }), 'Jobs');

  const model = readAssembly(app.synth().directory);

  expect(model.stacks.map(({ path: of, account, region, input }) => [of, account, region, input.stackName])).toEqual([
    ['Prod/Shop', env.account, env.region, 'shop-of-prod'],
  ]);
  expect(model.ofType('AWS::SQS::Queue').map(queue => queue.path)).toEqual(['Prod/Shop/Jobs/Resource']);
});

test('a stack that is deployed anywhere has no region', () => {
  const app = new App();
  new Queue(new Stack(app, 'Shop'), 'Jobs');

  expect(readAssembly(app.synth().directory).stacks[0].region).toBeUndefined();
});

test('relations lead into nested stacks and out of them', () => {
  const app = new App();
  const shop = new Stack(app, 'Shop', { env });
  const outer = new Queue(shop, 'OuterDead');
  const nested = new NestedStack(shop, 'Inner');
  const inner = new Queue(nested, 'InnerDead');
  new Queue(nested, 'InnerJobs', { deadLetterQueue: { queue: outer, maxReceiveCount: 5 } });
  new Queue(shop, 'OuterJobs', { deadLetterQueue: { queue: inner, maxReceiveCount: 5 } });

  const uses = deadLetterUses(readAssembly(app.synth().directory)).map(({ user, queue }) => [user.path, queue?.path]);

  expect(uses.sort()).toEqual([
    ['Shop/Inner/InnerJobs/Resource', 'Shop/OuterDead/Resource'],
    ['Shop/OuterJobs/Resource', 'Shop/Inner/InnerDead/Resource'],
  ]);
});

test('references to another stack are followed', () => {
  const app = new App();
  const dead = new Queue(new Stack(app, 'Shared', { env }), 'Dead');
  new Queue(new Stack(app, 'Shop', { env }), 'Jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });

  const uses = deadLetterUses(readAssembly(app.synth().directory));

  expect(uses.map(({ queue }) => queue?.path)).toEqual(['Shared/Dead/Resource']);
});

test('fails where there is no assembly, and says what to give', () => {
  expect(() => readAssembly(directory({}))).toThrow(/\[AssemblyNotFound\].*cdk synth/);
});

test('fails where a file is not JSON, and names it', () => {
  expect(() => readAssembly(directory({ 'manifest.json': '{' }))).toThrow(/\[AssemblyUnreadable\].*manifest\.json/);
});

test('fails where there is no stack', () => {
  expect(() => readAssembly(directory({ 'manifest.json': '{"artifacts": {}}' }))).toThrow(/\[AssemblyStackMissing\]/);
});

test('a template without resources is read', () => {
  const app = new App();
  new CfnOutput(new Stack(app, 'Empty'), 'Output', { value: 'x' });

  expect(readAssembly(app.synth().directory).ofType('AWS::SQS::Queue')).toEqual([]);
});
