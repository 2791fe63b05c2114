import { readFileSync } from 'fs';
import * as path from 'path';
import { checksToRun, CLAIMS } from '../../../scripts/verify-aws/claims';
import { renderPage } from '../../../scripts/verify-aws/page';

test('the page says what the list says: npm run docs:unverified', () => {
  const page = readFileSync(path.resolve(__dirname, '../../../docs/aws-unverified.md'), 'utf8');

  expect(page).toBe(renderPage(CLAIMS));
});

test('each claim has an id of its own, and either a check or a command', () => {
  expect(new Set(CLAIMS.map(({ id }) => id)).size).toBe(CLAIMS.length);
  expect(CLAIMS.filter(({ check, settledBy }) => (check === undefined) === (settledBy === undefined))).toEqual([]);
});

test('no text breaks the table', () => {
  const texts = CLAIMS.flatMap(({ what, where, why, settledBy = '', change, local }) =>
    [what, where, why, settledBy, change, local].filter(text => /(^|[^\\])\||\n/.test(text)),
  );

  expect(texts).toEqual([]);
});

test('fails to run a check that nobody knows, and names those that there are', () => {
  expect(() => checksToRun(['requests', 'no-such'])).toThrow(/no check is called no-such; there are requests, /);
});

test('runs only what was asked for', () => {
  const { inTurn, together } = checksToRun(['upload', 'api-name-length']);

  expect([...inTurn, ...together].map(({ id }) => id)).toEqual(['upload', 'api-name-length']);
});
