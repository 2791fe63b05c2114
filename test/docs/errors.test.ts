import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { type Coded, codesOfSources } from './support/codes';
import { entriesOf, type Entry, type Part } from './support/error-page';
import { CODE_CLASSES, renderClass } from './support/render-codes';

const ROOT = path.resolve(__dirname, '../..');
const codes = codesOfSources();
const PARTS: [Part, Map<string, Coded>][] = [
  ['The library', codes.library],
  ['Warnings', codes.warnings],
  ['The drill', codes.drill],
];

test('every code of the sources can be read from them', () => {
  expect(codes.unclear).toEqual([]);
  expect(codes.library.size).toBeGreaterThan(80);
  expect(codes.drill.size).toBeGreaterThan(30);
  expect(codes.warnings.size).toBeGreaterThan(10);
});

describe.each(PARTS)('docs/errors.md, %s', (part, sources) => {
  const entries = entriesOf(part);

  test('lists what the sources have, once, and nothing else', () => {
    expect(entries.map(entry => entry.name).sort()).toEqual([...sources.keys()].sort());
  });

  test('shows each message as the sources write it', () => {
    const strange = entries.filter(entry => !shownAsWritten(entry, sources.get(entry.name)?.messages ?? []));

    expect(strange.map(entry => `${entry.name}, line ${entry.line}`)).toEqual([]);
  });

  test('says of each where it comes from and how to get rid of it', () => {
    const incomplete = entries.filter(({ text }) => !/^\S.*\*\*Fix:\*\* \S/s.test(text));

    expect(incomplete.map(entry => `${entry.name}, line ${entry.line}`)).toEqual([]);
  });
});

test('each warning is listed with the line that acknowledges it', () => {
  const without = entriesOf('Warnings').filter(
    ({ name, text }) => !text.includes(`.acknowledgeWarning('cdk-resilient-serverless:${name}')`),
  );

  expect(without.map(entry => entry.name)).toEqual([]);
});

test.each(CODE_CLASSES)('$name publishes them (npx tsx test/docs/support/write-codes.ts)', each => {
  expect(readFileSync(each.file, 'utf8')).toBe(renderClass(each));
});

/** Thrown in the middle of a drill that goes wrong, which no test makes one do. */
const ONLY_IN_A_FAILING_DRILL = ['EndpointUnhealthy', 'RegionState', 'ServiceDown', 'Unexpected'];

test('each code and each warning is named by some test', () => {
  const tests = ['test', 'drill/test'].flatMap(testsIn).map(file => readFileSync(file, 'utf8'));
  const untested = PARTS.flatMap(([part, sources]) =>
    [...sources.keys()]
      .filter(name => !tests.some(text => new RegExp(`\\b${name}\\b`).test(text)))
      .map(name => `${part}: ${name}`),
  );

  expect(untested.sort()).toEqual(ONLY_IN_A_FAILING_DRILL.map(name => `The drill: ${name}`));
});

function testsIn(room: string): string[] {
  return readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts') && !file.startsWith('docs'))
    .map(file => path.join(ROOT, room, file));
}

/** All lines are of one message, or each line is one. */
function shownAsWritten({ messages }: Entry, shapes: readonly RegExp[]): boolean {
  const matches = (text: string): boolean => shapes.some(shape => shape.test(text));
  return matches(messages.join('\n')) || messages.every(matches);
}
