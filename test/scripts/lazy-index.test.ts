import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
const SCRIPT = path.join(ROOT, 'scripts/lazy-index.mjs');

let directory: string;
beforeEach(() => (directory = mkdtempSync(path.join(tmpdir(), 'lazy-index-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Writes files; their folders are made. */
function given(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
}

const makeLazy = (sources = 'lib', compiled = 'build') =>
  execFileSync(process.execPath, [SCRIPT, sources, compiled], { cwd: directory, stdio: 'pipe' });

/** What a program prints that runs in the directory, as JSON. */
function run<T>(program: string, ...options: string[]): T {
  const printed = execFileSync(process.execPath, [...options, '-e', program], { cwd: directory, encoding: 'utf8' });
  return JSON.parse(printed) as T;
}

/** Two rooms; each module says when it is loaded, and one of them only has types. */
function givenTwoRooms(): void {
  const module = (name: string, exported: string) =>
    `(globalThis.loaded ??= []).push('${name}');\nObject.defineProperty(exports, '__esModule', { value: true });\n${exported}\n`;
  given({
    'lib/index.ts': "export * from './one';\nexport * from './two';\n",
    'lib/one/index.ts': "export * from './first';\nexport * from './types';\n",
    'lib/one/first.ts': '',
    'lib/one/types.ts': '',
    'lib/two/index.ts': "export * from './second';\n",
    'lib/two/second.ts': '',
    'build/index.js': '',
    'build/one/index.js': '',
    'build/one/first.js': module('first', 'exports.First = class First {};'),
    'build/one/types.js': module('types', ''),
    'build/two/index.js': '',
    'build/two/second.js': module('second', 'exports.Second = class Second {}; exports.Third = 3;'),
  });
}

test('a module is loaded when one of its exports is first used', () => {
  givenTwoRooms();
  makeLazy();
  const seen = run<{ names: string[]; before: number; after: string[] }>(`
    globalThis.loaded = [];
    const library = require('./build');
    const names = Object.keys(library);
    const before = loaded.length;
    library.Second;
    console.log(JSON.stringify({ names, before, after: loaded }));
  `);
  expect(seen).toEqual({ names: ['First', 'Second', 'Third'], before: 0, after: ['second'] });
});

test('an export is the same thing by whichever index it is reached', () => {
  givenTwoRooms();
  makeLazy();
  expect(
    run(`
      const [library, room, module] = ['./build', './build/two', './build/two/second'].map(require);
      console.log(JSON.stringify([library.Second === module.Second, room.Second === module.Second, library.Third]));
    `),
  ).toEqual([true, true, 3]);
});

test('ES modules can import its exports by name', () => {
  givenTwoRooms();
  makeLazy();
  given({
    'app.mjs': "import { First, Third } from './build/index.js';\nconsole.log(JSON.stringify([First.name, Third]));\n",
  });
  expect(JSON.parse(execFileSync(process.execPath, ['app.mjs'], { cwd: directory, encoding: 'utf8' }))).toEqual([
    'First',
    3,
  ]);
});

test('a second run finds what has changed since the first', () => {
  givenTwoRooms();
  makeLazy();
  given({ 'build/one/types.js': "exports.New = 'new';\n" });
  makeLazy();
  expect(run(`console.log(JSON.stringify(Object.keys(require('./build'))))`)).toEqual([
    'First',
    'New',
    'Second',
    'Third',
  ]);
});

test.each([
  ['a name that two modules export', { 'build/one/types.js': 'exports.Second = 2;\n' }, 'export Second'],
  ['an index with anything but exports', { 'lib/index.ts': "import './one';\n" }, "import './one'"],
])('fails on %s', (_, files, fragment) => {
  givenTwoRooms();
  given(files);
  expect(() => makeLazy()).toThrow(fragment);
});

test('every class of the library is reached through its index, with the name by which jsii finds it', () => {
  cpSync(path.join(ROOT, 'build'), path.join(directory, 'build'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(directory, 'node_modules'));
  makeLazy(path.join(ROOT, 'lib'));
  const { types } = JSON.parse(readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as {
    types: Record<string, { name: string; kind: string; fqn: string }>;
  };
  const expected = Object.values(types).filter(({ kind }) => kind !== 'interface');
  const found = run<Record<string, string | null>>(`
    const library = require('./build');
    const nameOf = value => Object.hasOwn(value, Symbol.for('jsii.rtti')) ? value[Symbol.for('jsii.rtti')].fqn : null;
    console.log(JSON.stringify(Object.fromEntries(Object.keys(library).map(name => [name, nameOf(library[name])]))));
  `);
  expect(Object.keys(found).sort()).toEqual(expected.map(({ name }) => name).sort());
  for (const { name, kind, fqn } of expected) expect(found[name]).toBe(kind === 'class' ? fqn : null);
});
