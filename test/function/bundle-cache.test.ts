import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib/core';
import * as esbuild from 'esbuild';
import { ResilientFunction } from '../../lib/function';

// esbuild's own exports cannot be spied on.
jest.mock('esbuild', () => ({ ...jest.requireActual('esbuild'), __esModule: true }));

let project: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'bundle-cache-'));
  given('package.json', '{}');
  given('node_modules/lib/package.json', '{ "main": "old.js" }');
  given('node_modules/lib/old.js', 'exports.name = "old";');
  given('node_modules/lib/new.js', 'exports.name = "new";');
  given('deep/three.js', 'export const three = 3;');
  given('deep/two.ts', 'export { three } from "./three";');
  given('deep/one.ts', 'export * from "./two";');
  given(
    'api.ts',
    'import { three } from "./deep/one"; import { name } from "lib"; export const handler = async () => [three, name];',
  );
  given('other.ts', 'export const handler = async () => "other";');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(project, { recursive: true });
});

function given(name: string, content: string): void {
  mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
  writeFileSync(path.join(project, name), content);
}

/** A synth as the next process would do it: which entries were compiled, and the hash of each function's asset. */
function synth(): { compiled: string[]; hashes: Record<string, string> } {
  const compile = jest.spyOn(esbuild, 'buildSync').mockClear();
  const app = new App();
  const stack = new Stack(app, 'Plain');
  for (const name of ['api', 'other']) new ResilientFunction(stack, name, { entry: path.join(project, `${name}.ts`) });
  const { Resources } = app.synth().getStackByName('Plain').template as {
    Resources: Record<string, { Type: string; Properties: { Code: { S3Key: string } } }>;
  };
  const functions = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  return {
    compiled: compile.mock.calls.flatMap(([options]) =>
      (options.entryPoints as { in: string }[]).map(point => path.basename(point.in)),
    ),
    hashes: Object.fromEntries(
      functions.map(([id, { Properties }]) => [id.startsWith('api') ? 'api' : 'other', Properties.Code.S3Key]),
    ),
  };
}

test('unchanged sources are not compiled again, and give the same assets', () => {
  const first = synth();
  const second = synth();

  expect(first.compiled).toEqual(['api.ts', 'other.ts']);
  expect(second.compiled).toEqual([]);
  expect(second.hashes).toEqual(first.hashes);
});

test.each<[string, () => void]>([
  ['a file that is imported three levels down changes', () => given('deep/three.js', 'export const three = 33;')],
  ['a new file shadows an import', () => given('deep/three.ts', 'export const three = 333;')],
  ['a package resolves to another of its files', () => given('node_modules/lib/package.json', '{ "main": "new.js" }')],
  [
    'a package is installed nearer to its import',
    () => given('deep/node_modules/lib/index.js', 'exports.name = "near";'),
  ],
])('the entry alone is compiled again when %s', (_, change) => {
  const before = synth();

  change();
  const after = synth();

  expect(after.compiled).toEqual(['api.ts']);
  expect(after.hashes.other).toBe(before.hashes.other);
});

test.each<[string, () => void]>([
  ['a file that is imported three levels down changes', () => given('deep/three.js', 'export const three = 33;')],
  ['a new file shadows an import', () => given('deep/three.ts', 'export const three = 333;')],
  ['a package resolves to another of its files', () => given('node_modules/lib/package.json', '{ "main": "new.js" }')],
  [
    'the TypeScript configuration changes what is emitted',
    () => given('tsconfig.json', '{ "compilerOptions": { "target": "es5", "alwaysStrict": true, "strict": true } }'),
  ],
])('the asset changes as a fresh compilation would change it when %s', (_, change) => {
  synth();
  change();
  const cached = synth().hashes;
  rmSync(path.join(project, 'node_modules/.cache'), { recursive: true });

  expect(cached).toEqual(synth().hashes);
});

test('a link that is pointed at another package is noticed', () => {
  given('packages/a/index.js', 'exports.name = "a";');
  given('packages/b/index.js', 'exports.name = "b";');
  rmSync(path.join(project, 'node_modules/lib'), { recursive: true });
  symlinkSync('../packages/a', path.join(project, 'node_modules/lib'));
  const before = synth();

  unlinkSync(path.join(project, 'node_modules/lib'));
  symlinkSync('../packages/b', path.join(project, 'node_modules/lib'));

  expect(synth().hashes.api).not.toBe(before.hashes.api);
});

test('with path mappings nothing is cached, because what shadows what cannot be told', () => {
  given('tsconfig.json', '{ "compilerOptions": { "paths": { "@deep/*": ["./deep/*"] } } }');
  synth();

  expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
});

test('a file that nothing imports changes nothing', () => {
  const before = synth();

  given('unrelated/notes.ts', 'export const notes = 1;');

  expect(synth()).toEqual({ compiled: [], hashes: before.hashes });
});

test('a cache that was cut short is made anew', () => {
  const before = synth();
  const directory = path.join(project, 'node_modules/.cache/cdk-resilient-serverless/bundles');
  for (const name of readdirSync(directory)) writeFileSync(path.join(directory, name), '{ "fingerp');

  expect(synth()).toEqual(before);
});

test('a project without node_modules is compiled each time', () => {
  given('api.ts', 'export const handler = async () => 1;');
  rmSync(path.join(project, 'node_modules'), { recursive: true });
  synth();
  appendFileSync(path.join(project, 'api.ts'), '// changed');

  expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
});
