import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { Function, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import * as esbuild from 'esbuild';
import { BundledCode } from '../../lib/bundling';
import { ResilientFunction } from '../../lib/function';
import { failureOf } from '../support/failure';

// esbuild's own exports cannot be spied on.
jest.mock('esbuild', () => ({ ...jest.requireActual('esbuild'), __esModule: true }));

let project: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'bundled-code-'));
  writeFileSync(path.join(project, 'package.json'), '{}');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(project, { recursive: true });
});

function givenEntry(name: string, source = `export const handler = async () => '${name}';`): string {
  const file = path.join(project, `${name}.ts`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, source);
  return file;
}

function plainStack(): Stack {
  return new Stack(new App(), 'Plain');
}

function createFunction(scope: Stack, id: string, code: BundledCode, runtime = Runtime.NODEJS_24_X): Function {
  return new Function(scope, id, { code, handler: 'index.handler', runtime });
}

/** Keys of the functions' code, by the logical id that a function begins with. */
function codeOf(stack: Stack, id: string): string {
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  const [, found] = Object.entries(functions).find(([logicalId]) => logicalId.startsWith(id))!;
  return (found as { Properties: { Code: { S3Key: string } } }).Properties.Code.S3Key;
}

test("any of CDK's functions can have its entry bundled, in the same call as ours", () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const stack = plainStack();
  createFunction(stack, 'Plain', BundledCode.fromEntry(givenEntry('plain')));
  new ResilientFunction(stack, 'Resilient', { entry: givenEntry('resilient') });

  expect(codeOf(stack, 'Plain')).toMatch(/^[0-9a-f]{64}\.zip$/);
  expect(compile).toHaveBeenCalledTimes(1);
});

test('one code may be given to several functions, in several stacks', () => {
  const app = new App();
  const code = BundledCode.fromEntry(givenEntry('shared'));
  const stacks = ['One', 'Two'].map(id => new Stack(app, id));
  for (const stack of stacks) {
    createFunction(stack, 'First', code);
    createFunction(stack, 'Second', code);
  }

  const keys = stacks.flatMap(stack => [codeOf(stack, 'First'), codeOf(stack, 'Second')]);
  expect(new Set(keys).size).toBe(1);
});

test("the language level is that of each function's runtime", () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const code = BundledCode.fromEntry(givenEntry('api'));
  const stack = plainStack();
  createFunction(stack, 'Older', code, Runtime.NODEJS_22_X);
  createFunction(stack, 'Newer', code, Runtime.NODEJS_24_X);
  Template.fromStack(stack);

  expect(compile.mock.calls.map(([options]) => options.target)).toEqual(['node22', 'node24']);
});

test('a source map names its files relative to the project, wherever that lies', () => {
  const hashes = ['here', 'there'].map(name => {
    mkdirSync(path.join(project, name));
    writeFileSync(path.join(project, name, 'package.json'), '{}');
    const entry = givenEntry(`${name}/api`, 'export const handler = async () => 1;');
    const stack = plainStack();
    createFunction(stack, 'Api', BundledCode.fromEntry(entry, { sourceMap: true }));
    return codeOf(stack, 'Api');
  });

  expect(hashes[0]).toBe(hashes[1]);
});

test.each<[string, string, () => unknown]>([
  ['an entry that is not there', 'EntryNotFound', () => create(BundledCode.fromEntry('no-such-file.ts'))],
  [
    'an extra file that is not there',
    'ExtraFileNotFound',
    () => create(BundledCode.fromEntry(givenEntry('api'), { extraFiles: ['no-such-file.sql'] })),
  ],
  [
    'a runtime that runs no JavaScript',
    'EntryRuntimeUnsupported',
    () => create(BundledCode.fromEntry(givenEntry('api')), Runtime.PYTHON_3_13),
  ],
  [
    'a layer',
    'EntryRuntimeUnsupported',
    () => new LayerVersion(plainStack(), 'Api', { code: BundledCode.fromEntry(givenEntry('api')) }),
  ],
  [
    'a misspelt option',
    'PropUnknown',
    () => create(BundledCode.fromEntry(givenEntry('api'), { minifi: true } as object)),
  ],
])('fails on %s, and names the construct', (_, code, make) => {
  expect(failureOf(make)).toMatchObject({ codes: [code], path: 'Plain/Api' });
});

function create(code: BundledCode, runtime?: Runtime): Function {
  return createFunction(plainStack(), 'Api', code, runtime);
}
