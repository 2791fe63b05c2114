import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { type Coded, codesOfSources } from './support/codes';
import { CODE_CLASSES, renderClass } from './support/render-classes';
import { PAGE, renderPage } from './support/render-page';
import { DRILL, entriesOf, type Entry, LIBRARY, type Part, WARNINGS_PART } from './support/tables';

const ROOT = path.resolve(__dirname, '../..');
const codes = codesOfSources();
const PARTS: [title: Part['title'], part: Part, sources: Map<string, Coded>][] = [
  ['The library', LIBRARY, codes.library],
  ['Warnings', WARNINGS_PART, codes.warnings],
  ['The drill', DRILL, codes.drill],
];

test('every code of the sources can be read from them', () => {
  expect(codes.unclear).toEqual([]);
  expect(codes.library.size).toBeGreaterThan(80);
  expect(codes.drill.size).toBeGreaterThan(30);
  expect(codes.warnings.size).toBeGreaterThan(10);
});

describe.each(PARTS)('the table of docs/errors.md, %s', (_title, part, sources) => {
  const entries = entriesOf(part);

  test('lists what the sources have, once, and nothing else', () => {
    expect(entries.map(entry => entry.name).sort()).toEqual([...sources.keys()].sort());
  });

  test('shows each message as the sources write it', () => {
    const strange = entries.filter(entry => !shownAsWritten(entry, sources.get(entry.name)?.messages ?? []));

    expect(strange.map(entry => entry.name)).toEqual([]);
  });

  test('says of each where it comes from and how to get rid of it', () => {
    const incomplete = entries.filter(({ where, fix }) => where === '' || fix === '');

    expect(incomplete.map(entry => entry.name)).toEqual([]);
  });
});

test('docs/errors.md is what the tables say (npm run docs:errors)', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(renderPage());
});

test.each(CODE_CLASSES)('$name publishes its table (npm run docs:errors)', each => {
  expect(readFileSync(each.file, 'utf8')).toBe(renderClass(each));
});

/** What is wrong comes last in a code, in one of these words; what it is wrong with comes first. */
const COMPLAINTS =
  /(Missing|Unknown|NotFound|Unreadable|Invalid|OutOfRange|TooShort|TooLong|TooMany|Repeated|Ambiguous|Conflict|Unused|Unresolved|Unsupported|Unavailable|Interrupted|Failed|OfOther[A-Z][a-z]+)$/;

test.each([
  ['the library', LIBRARY],
  ['the drill', DRILL],
])('every code of %s is a subject and a complaint (CONTRIBUTING.md)', (_name, part) => {
  const strange = entriesOf(part).filter(({ name }) => !COMPLAINTS.test(name) || name.replace(COMPLAINTS, '') === '');

  expect(strange.map(({ name }) => name)).toEqual([]);
});

/** Thrown in the middle of a drill that goes wrong, which no test makes one do. */
const ONLY_IN_A_FAILING_DRILL = ['DrillFailed', 'EndpointUnavailable', 'RegionStateConflict'];

test('each code and each warning is named by some test', () => {
  const tests = ['test', 'drill/test'].flatMap(testsIn).map(file => readFileSync(file, 'utf8'));
  const untested = PARTS.flatMap(([title, , sources]) =>
    [...sources.keys()]
      .filter(name => !tests.some(text => new RegExp(`\\b${name}\\b`).test(text)))
      .map(name => `${title}: ${name}`),
  );

  expect(untested.sort()).toEqual(ONLY_IN_A_FAILING_DRILL.map(name => `The drill: ${name}`));
});

function testsIn(room: string): string[] {
  return readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts') && !file.startsWith('docs'))
    .map(file => path.join(ROOT, room, file));
}

function shownAsWritten({ examples }: Entry, shapes: readonly RegExp[]): boolean {
  return examples.length > 0 && examples.every(text => shapes.some(shape => shape.test(text)));
}
