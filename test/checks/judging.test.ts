import { existsSync, readFileSync } from 'fs';
import { isBuiltin } from 'module';
import * as path from 'path';
import { ALL_RULES } from '../../lib/rules/all-rules';

const BUILD = path.join(__dirname, '../../build');
const DOOR = path.join(BUILD, 'checks/judging.js');
/** What the rooms that are joined stand on. */
const FLOORS_BELOW = /^(\.\.\/(objectives|limits|private|diagnostics)(\/|$)|aws-cdk-lib\/core$|eta$)/;

test('the built library has every rule in one file, and opens no other file of its rooms', () => {
  const built = jest.requireActual<{ ALL_RULES: typeof ALL_RULES }>(DOOR);
  const opened = [...readFileSync(DOOR, 'utf8').matchAll(/require\("([^"]+)"\)/g)].map(([, module]) => module);

  expect(built.ALL_RULES.map(({ id }) => id)).toEqual(ALL_RULES.map(({ id }) => id));
  expect(opened.filter(module => !isBuiltin(module) && !FLOORS_BELOW.test(module))).toEqual([]);
});

test.each(['rules/engine', 'assembly/app-model', 'report/build-report'])('there is no second copy of %s', module => {
  expect(existsSync(path.join(BUILD, `${module}.js`))).toBe(false);
});

test.each(['checks/resilience-checks', 'checks/resilience-nag-pack', 'checks/resilience-report', 'cli/command'])(
  '%s is built, and finds what it needs',
  module => {
    expect(() => jest.requireActual<object>(path.join(BUILD, `${module}.js`))).not.toThrow();
  },
);
