import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { App, Stack } from 'aws-cdk-lib/core';
import * as esbuild from 'esbuild';
import { DeadLetters, ResilientFunction, TestApp } from '../../lib';
import { failureOf } from '../support/failure';

// esbuild's own exports cannot be spied on.
jest.mock('esbuild', () => ({ ...jest.requireActual('esbuild'), __esModule: true }));

let project: string;
let entry: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'test-app-'));
  entry = path.join(project, 'handler.ts');
  givenHandler('1');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(project, { recursive: true });
});

function givenHandler(answer: string): void {
  writeFileSync(entry, `export const handler = async () => ${answer};`);
}

function createIn(app: App): Stack {
  const stack = new Stack(app, 'Orders');
  new ResilientFunction(stack, 'Api', { entry });
  new Function(stack, 'Given', {
    code: Code.fromAsset(project),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
  });
  return stack;
}

/** Resources by logical id, but for code and what is named by it. */
function withoutCode(stack: Stack): unknown {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Properties: object }> };
  for (const { Properties } of Object.values(Resources)) if ('Code' in Properties) delete Properties.Code;
  return JSON.parse(JSON.stringify(Resources).replace(/CurrentVersion\w+/g, 'CurrentVersion'));
}

test('nothing is bundled, nothing is copied', () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const app = new TestApp();
  const stack = createIn(app);
  writeFileSync(path.join(project, 'package-lock.json'), '{}');
  new NodejsFunction(stack, 'Cdks', {
    entry,
    runtime: Runtime.NODEJS_24_X,
    projectRoot: project,
    depsLockFilePath: path.join(project, 'package-lock.json'),
  });

  const { directory } = app.synth();
  expect(compile).not.toHaveBeenCalled();
  expect(readdirSync(directory).filter(name => name.startsWith('asset.'))).toEqual([]);
});

test('the templates are those of an App but for the code', () => {
  expect(withoutCode(createIn(new TestApp()))).toEqual(withoutCode(createIn(new App())));
});

test('a change of the code changes no template', () => {
  const before = Template.fromStack(stackWithEntry()).toJSON();
  givenHandler('2');

  expect(Template.fromStack(stackWithEntry()).toJSON()).toEqual(before);
});

function stackWithEntry(): Stack {
  const stack = new Stack(new TestApp(), 'Orders');
  new ResilientFunction(stack, 'Api', { entry });
  return stack;
}

test('warnings and errors are those of an App', () => {
  const stack = new Stack(new TestApp(), 'Orders');
  new ResilientFunction(stack, 'Api', { entry, deadLetters: DeadLetters.none() });

  Annotations.fromStack(stack).hasWarning('/Orders/Api', Match.stringLikeRegexp('keeps no dead letters'));
  expect(failureOf(() => new ResilientFunction(stack, 'Other', { entry: 'nowhere.ts' })).codes).toEqual([
    'EntryNotFound',
  ]);
});

test('what the app is given takes precedence', () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const app = new TestApp({ context: { 'aws:cdk:bundling-stacks': ['**'], colour: 'blue' } });
  createIn(app);
  app.synth();

  expect(compile).toHaveBeenCalledTimes(1);
  expect(app.node.tryGetContext('colour')).toBe('blue');
});
