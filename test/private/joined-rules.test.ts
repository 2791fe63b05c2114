import { readFileSync } from 'fs';
import * as path from 'path';
import { ALL_RULES } from '../../lib/rules/all-rules';

const BUILT = path.join(__dirname, '../../build/rules/all-rules.js');

test('the built library has every rule, and opens no file for one', () => {
  const built = jest.requireActual<{ ALL_RULES: typeof ALL_RULES }>(BUILT);
  const opened = [...readFileSync(BUILT, 'utf8').matchAll(/require\("([^"]+)"\)/g)].map(([, module]) => module);

  expect(built.ALL_RULES.map(({ id }) => id)).toEqual(ALL_RULES.map(({ id }) => id));
  expect(opened.filter(module => !/^\.\/(model|relations)\/|^\.\.\/private\//.test(module))).toEqual([]);
});
