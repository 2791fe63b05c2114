import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
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

/** A file that was written a while before the next synthesis. */
function given(name: string, content: string): void {
  const file = path.join(project, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  utimesSync(file, new Date(), new Date(Date.now() - 60_000));
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

function greetingByPattern(): void {
  given('texts/en/text.js', 'export default "hello";');
  given('api.ts', 'export const handler = async (to: string) => (await import(`./texts/${to}/text.js`)).default;');
}

/** Layouts in which what an import means depends on more than the files in the bundle and their neighbours. */
test.each<[string, { layout: () => void; change: () => void }]>([
  [
    'a file appears beside a directory that is imported',
    {
      layout: () => {
        given('shared/part/index.ts', 'export const part = "directory";');
        given('src/part.ts', 'export * from "../shared/part";');
        given('api.ts', 'import { part } from "./src/part"; export const handler = async () => part;');
      },
      change: () => given('shared/part.ts', 'export const part = "file";'),
    },
  ],
  [
    'a file appears beside a directory of a linked package',
    {
      layout: () => {
        given('packages/a/package.json', '{}');
        given('packages/a/deep/part/index.js', 'exports.part = "directory";');
        symlinkSync('../packages/a', path.join(project, 'node_modules/a'));
        given('api.ts', 'import { part } from "a/deep/part"; export const handler = async () => part;');
      },
      change: () => given('packages/a/deep/part.js', 'exports.part = "file";'),
    },
  ],
  [
    'a link to a directory is pointed elsewhere',
    {
      layout: () => {
        given('versions/1/part.ts', 'export const part = 1;');
        given('versions/2/part.ts', 'export const part = 2;');
        symlinkSync('versions/1', path.join(project, 'current'));
        given('api.ts', 'import { part } from "./current/part"; export const handler = async () => part;');
      },
      change: () => {
        unlinkSync(path.join(project, 'current'));
        symlinkSync('versions/2', path.join(project, 'current'));
      },
    },
  ],
  [
    'an import of an entry behind a link changes',
    {
      layout: () => {
        given('real/part.ts', 'export const part = 1;');
        given('real/api.ts', 'import { part } from "./part"; export const handler = async () => part;');
        rmSync(path.join(project, 'api.ts'));
        symlinkSync('real/api.ts', path.join(project, 'api.ts'));
      },
      change: () => given('real/part.ts', 'export const part = 2;'),
    },
  ],
  [
    'an optional part of the project appears',
    {
      layout: () =>
        given(
          'api.ts',
          'let part; try { part = require("./gone/part"); } catch {} export const handler = async () => part;',
        ),
      change: () => given('gone/part/index.js', 'exports.part = 1;'),
    },
  ],
  [
    'a file that is imported by a pattern changes',
    { layout: greetingByPattern, change: () => given('texts/en/text.js', 'export default "hi";') },
  ],
  [
    'a file that a pattern means appears',
    { layout: greetingByPattern, change: () => given('texts/fr/text.js', 'export default "bonjour";') },
  ],
])('the asset changes when %s', (_, { layout, change }) => {
  layout();
  const before = synth().hashes;
  change();
  const cached = synth().hashes;
  rmSync(path.join(project, 'node_modules/.cache'), { recursive: true });

  expect(cached.api).not.toBe(before.api);
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

describe('with path mappings', () => {
  beforeEach(() => {
    given('first/.keep', '');
    given('second/mapped.ts', 'export const three = 3;');
    given('tsconfig.json', '{ "extends": "./tsconfig.base", }');
    given(
      'tsconfig.base.json',
      `{ /* where "@deep" is */ "compilerOptions": { "paths": { "@deep/*": ["./first/*", "./second/*"], }, } } // end`,
    );
    given('api.ts', 'import { three } from "@deep/mapped"; export const handler = async () => three;');
  });

  test('unchanged sources are not compiled again', () => {
    expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
    expect(synth().compiled).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['a new file shadows the one that was found', () => given('first/mapped.ts', 'export const three = 33;')],
    ['the mapped file changes', () => given('second/mapped.ts', 'export const three = 333;')],
    [
      'the mapping changes',
      () => {
        given('third/mapped.ts', 'export const three = 3333;');
        given('tsconfig.base.json', '{ "compilerOptions": { "paths": { "@deep/*": ["./third/*"] } } }');
      },
    ],
    [
      'the base of all imports changes',
      () => {
        given('fourth/lib.ts', 'export const name = "shadow"; export const three = 4;');
        given('api.ts', 'import { three } from "lib"; export const handler = async () => three;');
        given('tsconfig.json', '{ "compilerOptions": { "baseUrl": "fourth" } }');
      },
    ],
  ])('the entry is compiled again when %s', (_, change) => {
    const before = synth();
    change();
    const after = synth();

    expect(after.compiled).toContain('api.ts');
    expect(after.hashes.api).not.toBe(before.hashes.api);
  });

  test('a file that shadows a package in the base of all imports is noticed', () => {
    given('tsconfig.json', '{ "compilerOptions": { "baseUrl": "first" } }');
    given('api.ts', 'import { name } from "lib"; export const handler = async () => name;');
    const before = synth();
    given('first/lib.ts', 'export const name = "shadow";');

    expect(synth().hashes.api).not.toBe(before.hashes.api);
  });

  test('nothing is cached where a package that it extends is not installed', () => {
    given('tsconfig.json', '{ "extends": "@tsconfig/none/tsconfig.json" }');
    given('api.ts', 'export const handler = async () => 1;');
    synth();

    expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
  });
});

test('a configuration in a package is read, and one above the nearest is not', () => {
  given('node_modules/@org/base/tsconfig.json', '{ "compilerOptions": { "target": "es2022" } }');
  given('app/tsconfig.json', '{ "extends": "@org/base/tsconfig.json" }');
  given('tsconfig.json', '{ "extends": "@tsconfig/none/tsconfig.json" }');
  given('app/api.ts', 'export const handler = async () => 1;');
  const compile = jest.spyOn(esbuild, 'buildSync');
  for (const id of ['First', 'Second']) {
    const app = new App();
    new ResilientFunction(new Stack(app, id), 'api', { entry: path.join(project, 'app/api.ts') });
    app.synth();
  }

  expect(compile).toHaveBeenCalledTimes(1);
});

test('a file that nothing imports changes nothing', () => {
  const before = synth();

  given('unrelated/notes.ts', 'export const notes = 1;');

  expect(synth()).toEqual({ compiled: [], hashes: before.hashes });
});

describe('a cache that is broken is made anew', () => {
  const directory = () => path.join(project, 'node_modules/.cache/cdk-resilient-serverless/bundles');

  test.each<[string, () => void]>([
    ['its index was cut short', () => writeFileSync(path.join(directory(), 'index.json'), '{ "paths": [')],
    ['a bundle in it was changed', () => packs().forEach(file => writeFileSync(file, 'exports.handler = 1;'))],
    ['a bundle in it is gone', () => packs().forEach(file => rmSync(file))],
  ])('when %s', (_, harm) => {
    const before = synth();
    harm();

    expect(synth()).toEqual(before);
    expect(synth()).toEqual({ compiled: [], hashes: before.hashes });
  });

  function packs(): string[] {
    const names = readdirSync(directory()).filter(name => name !== 'index.json');
    return names.map(name => path.join(directory(), name));
  }
});

test('a source that changes while it is compiled is compiled again', () => {
  const compile = jest.requireActual<typeof esbuild>('esbuild').buildSync;
  jest.spyOn(esbuild, 'buildSync').mockImplementationOnce(options => {
    const result = compile(options);
    writeFileSync(path.join(project, 'api.ts'), 'export const handler = async () => "changed";');
    return result;
  });
  const app = new App();
  new ResilientFunction(new Stack(app, 'Plain'), 'api', { entry: path.join(project, 'api.ts') });
  app.synth();

  expect(synth().compiled).toContain('api.ts');
});

test('what another process is about to write stays', () => {
  const directory = path.join(project, 'node_modules/.cache/cdk-resilient-serverless/bundles');
  synth();
  const asides = ['index.json.1', 'pack-00.1'];
  for (const name of asides) writeFileSync(path.join(directory, name), '');
  given('other.ts', 'export const handler = async () => 1;');
  synth();

  expect(readdirSync(directory)).toEqual(expect.arrayContaining(asides));
});

test('what is not used any more does not stay', () => {
  const directory = path.join(project, 'node_modules/.cache/cdk-resilient-serverless/bundles');
  synth();
  for (const answer of [1, 2, 3]) {
    given('other.ts', `export const handler = async () => ${answer};`);
    synth();
  }

  // One with what was compiled first and is used still, one with what was compiled last.
  expect(readdirSync(directory).filter(name => name !== 'index.json')).toHaveLength(2);
});

test('a project without node_modules is compiled each time', () => {
  given('api.ts', 'export const handler = async () => 1;');
  rmSync(path.join(project, 'node_modules'), { recursive: true });
  synth();
  appendFileSync(path.join(project, 'api.ts'), '// changed');

  expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
});

test('where nothing can be written beside the packages, the app is synthesized without a cache', () => {
  writeFileSync(path.join(project, 'node_modules/.cache'), 'a file is in the way');

  expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
  expect(synth().compiled).toEqual(['api.ts', 'other.ts']);
});

test('projects whose packages are installed further up share the cache there', () => {
  for (const name of ['a', 'b']) {
    given(`${name}/package.json`, '{}');
    given(`${name}/api.ts`, `export const handler = async () => "${name}";`);
  }
  const synthBoth = (): number => {
    const compile = jest.spyOn(esbuild, 'buildSync').mockClear();
    const app = new App();
    const stack = new Stack(app, 'Plain');
    for (const name of ['a', 'b']) new ResilientFunction(stack, name, { entry: path.join(project, name, 'api.ts') });
    app.synth();
    return compile.mock.calls.length;
  };

  expect([synthBoth(), synthBoth()]).toEqual([2, 0]);
  expect(readdirSync(path.join(project, 'node_modules/.cache/cdk-resilient-serverless/bundles'))).toHaveLength(3);
});
