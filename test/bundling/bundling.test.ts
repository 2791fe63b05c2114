import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import * as esbuild from 'esbuild';
import { type Bundling, ModuleFormat } from '../../lib/bundling';
import { ResilientFunction, type ResilientFunctionProps } from '../../lib/function';
import { failureOf } from '../support/failure';

// esbuild's own exports cannot be spied on.
jest.mock('esbuild', () => ({ ...jest.requireActual('esbuild'), __esModule: true }));

let project: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'bundling-'));
  writeFileSync(path.join(project, 'package.json'), '{}');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(project, { recursive: true });
});

function givenEntry(source: string, name = 'api.ts'): string {
  const file = path.join(project, 'handlers', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, source);
  return file;
}

function createIn(stack: Stack, entry: string, props: Partial<ResilientFunctionProps> = {}) {
  return new ResilientFunction(stack, 'Api', { entry, ...props });
}

/** Synthesizes one function and reads what its asset holds. */
function assetOf(entry: string, props: Partial<ResilientFunctionProps> = {}) {
  const app = new App();
  createIn(new Stack(app, 'Plain'), entry, props);
  const assembly = app.synth();
  const directory = path.join(
    assembly.directory,
    readdirSync(assembly.directory).find(name => name.startsWith('asset.'))!,
  );
  const files = readdirSync(directory);
  return {
    files,
    hash: path.basename(directory),
    text: readFileSync(path.join(directory, files[0]), 'utf8'),
    template: Template.fromJSON(assembly.getStackByName('Plain').template),
    leftovers: readdirSync(assembly.directory).filter(name => name.startsWith('bundling-temp')),
  };
}

test('an entry becomes one minified file for the runtime, with its handler in it', () => {
  const { files, text, template, leftovers } = assetOf(givenEntry('export const handler = async () => "answer";'));
  expect(files).toEqual(['index.js']);
  expect(text).toContain('"answer"');
  expect(text.trim().split('\n')).toHaveLength(1);
  expect(leftovers).toEqual([]);
  template.hasResourceProperties('AWS::Lambda::Function', { Handler: 'index.handler', Architectures: ['arm64'] });
});

test('the AWS SDK is left to the runtime, other modules are bundled', () => {
  givenEntry('export const other = "bundled";', 'other.ts');
  const { text } = assetOf(
    givenEntry(
      'import { S3Client } from "@aws-sdk/client-s3"; import { other } from "./other"; export const handler = async () => [S3Client, other];',
    ),
  );
  expect(text).toContain('require("@aws-sdk/client-s3")');
  expect(text).toContain('bundled');
});

test('the language level follows the runtime unless it is given', () => {
  const entry = givenEntry('export const handler = async (a: { b?: number }) => a?.b;');
  expect(assetOf(entry, { runtime: Runtime.NODEJS_22_X }).text).toContain('?.');
  expect(assetOf(entry, { bundling: { target: 'es2019' } }).text).not.toContain('?.');
});

test('a handler of another name is exported by the bundle', () => {
  const { template } = assetOf(givenEntry('export const main = async () => 1;'), { handler: 'main' });
  template.hasResourceProperties('AWS::Lambda::Function', { Handler: 'index.main' });
});

test('an ES module may await at its top', () => {
  const entry = givenEntry('const ready = await Promise.resolve(1); export const handler = async () => ready;');
  expect(assetOf(entry, { bundling: { format: ModuleFormat.ES_MODULE } }).files).toEqual(['index.mjs']);
});

test('a source map is written and used', () => {
  const { files, template } = assetOf(givenEntry('export const handler = async () => 2;'), {
    bundling: { sourceMap: true },
    environment: { NODE_OPTIONS: '--no-warnings' },
  });
  expect(files).toEqual(['index.js', 'index.js.map']);
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { NODE_OPTIONS: '--no-warnings --enable-source-maps' } },
  });
});

test('the same text has the same hash wherever the project lies', () => {
  const bundling: Bundling = { minify: false };
  const hashes = ['one', 'two'].map(name => {
    mkdirSync(path.join(project, name));
    writeFileSync(path.join(project, name, 'package.json'), '{}');
    return assetOf(givenEntry('export const handler = async () => 3;', `../${name}/api.ts`), { bundling }).hash;
  });
  expect(hashes[0]).toBe(hashes[1]);
});

test('all entries of an app are compiled by one call, however many stacks and regions run them', () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const app = new App();
  for (const region of ['us-east-1', 'us-west-2']) {
    const stack = new Stack(app, region, { env: { region } });
    for (const name of ['one', 'two', 'three']) {
      new ResilientFunction(stack, name, {
        entry: givenEntry(`export const handler = () => '${name}';`, `${name}.ts`),
      });
    }
  }
  const keys = app.synth().stacks.map(stack => functionCodes(stack.template));
  expect(compile.mock.calls.map(([options]) => (options.entryPoints as unknown[]).length)).toEqual([3]);
  expect(keys[0]).toEqual(keys[1]);
  expect(new Set(keys[0]).size).toBe(3);
});

test('entries with other options are compiled by another call', () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const entry = givenEntry('export const handler = async () => 4;');
  const app = new App();
  createIn(new Stack(app, 'Plain'), entry);
  createIn(new Stack(app, 'Other'), entry, { bundling: { minify: false } });
  const [plain, other] = app.synth().stacks.map(stack => functionCodes(stack.template));
  expect(compile).toHaveBeenCalledTimes(2);
  expect(plain).not.toEqual(other);
});

function functionCodes(template: { Resources: Record<string, { Properties: { Code?: { S3Key: string } } }> }) {
  return Object.values(template.Resources)
    .map(({ Properties }) => Properties?.Code?.S3Key)
    .filter(key => key !== undefined);
}

test('a stack that is not deployed is not compiled', () => {
  const compile = jest.spyOn(esbuild, 'buildSync');
  const app = new App({ context: { [BUNDLING_STACKS]: ['Other'] } });
  createIn(new Stack(app, 'Plain'), givenEntry('export const handler = async () => 5;'));
  app.synth();
  expect(compile).not.toHaveBeenCalled();
});

test('what esbuild warns of is a warning of the construct', () => {
  const stack = new Stack(new App(), 'Plain');
  createIn(stack, givenEntry('export const handler = async (a: number) => a === NaN;'));
  createIn(new Stack(stack.node.root, 'Other'), givenEntry('export const handler = async () => 7;', 'sound.ts'));
  Annotations.fromStack(stack).hasWarning('/Plain/Api', Match.stringLikeRegexp('NaN'));
  Annotations.fromStack(stack.node.root.node.findChild('Other') as Stack).hasNoWarning(
    '*',
    Match.stringLikeRegexp('NaN'),
  );
});

test('only the entry that does not compile is blamed', () => {
  const app = new App();
  const stack = new Stack(app, 'Plain');
  new ResilientFunction(stack, 'Sound', { entry: givenEntry('export const handler = async () => 8;', 'sound.ts') });
  new ResilientFunction(stack, 'Broken', { entry: givenEntry('export const handler = {;', 'broken.ts') });
  const failure = failureOf(() => app.synth());
  expect(failure).toMatchObject({ codes: ['EntryCompilationFailed'], path: 'Plain/Broken' });
});

test('each entry that does not compile is told with its construct', () => {
  const app = new App();
  const stack = new Stack(app, 'Plain');
  for (const id of ['One', 'Two']) {
    new ResilientFunction(stack, id, { entry: givenEntry('export const handler = {;', `${id}.ts`) });
  }
  const { message } = failureOf(() => app.synth());
  expect(message).toMatch(
    /One\.ts" does not compile[^]*\(at "Plain\/One"\)[^]*Two\.ts" does not compile[^]*\(at "Plain\/Two"\)/,
  );
});

test('text is loaded, constants are defined and extra files lie beside the bundle', () => {
  givenEntry('select 1', 'query.sql');
  const entry = givenEntry('import query from "./query.sql"; export const handler = async () => [query, STAGE];');
  const { files, text } = assetOf(entry, {
    bundling: {
      loader: { '.sql': 'text' },
      define: { STAGE: '"prod"' },
      extraFiles: [path.join(project, 'package.json')],
    },
  });
  expect(files).toEqual(['index.js', 'package.json']);
  expect(text).toMatch(/select 1[^]*"prod"/);
});

test.each(['file', 'copy'])(
  'a file that is loaded as "%s" lies beside the bundle that names it, and no other',
  loader => {
    givenEntry('table', 'table.bin');
    const naming = givenEntry(
      'import table from "./table.bin"; export const handler = async () => table;',
      'naming.ts',
    );
    const other = givenEntry('export const handler = async () => 1;', 'other.ts');
    const app = new App();
    for (const entry of [naming, other]) {
      createIn(new Stack(app, path.basename(entry, '.ts')), entry, { bundling: { loader: { '.bin': loader } } });
    }
    const { directory } = app.synth();
    const assets = readdirSync(directory)
      .filter(name => name.startsWith('asset.'))
      .map(name => readdirSync(path.join(directory, name)))
      .sort((one, two) => one.length - two.length);

    expect(assets).toEqual([['index.js'], ['index.js', expect.stringMatching(/^table-\w+\.bin$/)]]);
    expect(assetOf(naming, { bundling: { loader: { '.bin': loader } } }).text).toContain(`"./${assets[1][1]}"`);
  },
);

test('fails on an extra file that is not there', () => {
  const entry = givenEntry('export const handler = async () => 9;');
  const failure = failureOf(() =>
    createIn(new Stack(new App(), 'Plain'), entry, { bundling: { extraFiles: ['schema.sql'] } }),
  );
  expect(failure).toMatchObject({ codes: ['ExtraFileNotFound'], path: 'Plain/Api' });
});

test('fails on extra files that would overwrite each other or the bundle', () => {
  const entry = givenEntry('export const handler = async () => 9;');
  const extraFiles = ['a/schema.sql', 'b/schema.sql', 'a/index.js'].map(name => givenEntry('', name));
  const failure = failureOf(() => createIn(new Stack(new App(), 'Plain'), entry, { bundling: { extraFiles } }));

  expect(failure).toMatchObject({ codes: ['ExtraFileRepeated', 'ExtraFileRepeated'], path: 'Plain/Api' });
  expect(failure.message).toMatch(
    /a\/schema\.sql" are both called "schema\.sql"[^]*the bundle are both called "index\.js"/,
  );
});

test('fails on an entry that does not exist, and says where it was looked for', () => {
  const failure = failureOf(() => createIn(new Stack(new App(), 'Plain'), 'handlers/nowhere.ts'));
  expect(failure).toMatchObject({ codes: ['EntryNotFound'], path: 'Plain/Api' });
  expect(failure.message).toContain(path.resolve('handlers/nowhere.ts'));
});

test('fails on an entry that is a directory', () => {
  const failure = failureOf(() => createIn(new Stack(new App(), 'Plain'), project));
  expect(failure).toMatchObject({ codes: ['EntryNotFound'], path: 'Plain/Api' });
});

test("fails on an entry that does not compile, with the compiler's message, file and line", () => {
  const entry = givenEntry('import "./missing";\nexport const handler = async () => {;');
  const failure = failureOf(() => assetOf(entry));
  expect(failure).toMatchObject({ codes: ['EntryCompilationFailed'], path: 'Plain/Api' });
  expect(failure.message).toMatch(/handlers\/api\.ts:2:\d+/);
});

test('fails on an import that is not there, with the compiler’s message', () => {
  const entry = givenEntry('import "./missing";\nexport const handler = async () => 6;');
  const failure = failureOf(() => assetOf(entry));
  expect(failure.message).toContain('Could not resolve "./missing"');
  expect(failure.message).toContain('handlers/api.ts:1:7');
});
