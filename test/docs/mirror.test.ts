import { existsSync, readdirSync } from 'fs';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
/** Rooms for what is of no file: held of every construct, of whole apps, of pages, of what others say. */
const OF_NO_FILE = /^(conventions|docs|e2e|examples|integ|judges|languages|scripts|rules)\//;

/** Tests below a directory, relative to it. */
function testsIn(directory: string): string[] {
  return readdirSync(path.join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .map(file => file.split(path.sep).join('/'))
    .filter(file => file.endsWith('.test.ts') && !OF_NO_FILE.test(file));
}

/** `data/tables.restores.test.ts` is of `data/tables.ts`, and so is `data/tables.e2e.test.ts`. */
function sourceOf(test: string): string {
  return test.replace(/(\.[\w-]+)?(\.e2e)?\.test\.ts$/, '.ts');
}

test.each([
  ['test', ['lib', '.']],
  ['drill/test', ['drill']],
])('each test in %s lies where its source does, and is called like it', (tests, houses) => {
  const lost = testsIn(tests).filter(file => !houses.some(house => isThere(house, file)));

  expect(lost).toEqual([]);
});

/** The source, or the room of sources that it is about. */
function isThere(house: string, test: string): boolean {
  const source = sourceOf(test);
  return existsSync(path.join(ROOT, house, source)) || /^cloud\/iam\/\w+\.e2e/.test(test) || isPython(house, source);
}

/** The local cloud's own part is Python. */
function isPython(house: string, source: string): boolean {
  return existsSync(path.join(ROOT, house, source.replace(/\.ts$/, '.py')));
}
