import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/house.md'), 'utf8');
const contributing = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Rooms of a part of the repository. */
function roomsOf(part: string): string[] {
  return readdirSync(path.join(ROOT, part), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !['build', 'node_modules', 'test'].includes(entry.name))
    .map(entry => entry.name);
}

test.each(['lib', 'drill'])('the page of the house names every room of %s', part => {
  expect(roomsOf(part).filter(room => !new RegExp(`^  (\\S+ )*${room}/`, 'm').test(page))).toEqual([]);
});

test('every script that the contributing page names is there', () => {
  const named = [...contributing.matchAll(/npm run ([a-z:]+)/g)].map(([, script]) => script);

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(script => !(script in scripts))).toEqual([]);
});
