import * as path from 'path';
import { scaffold } from '../../scripts/rules/scaffold';

const ROOT = path.resolve(__dirname, '../..');

test('a new rule has a file of its own and cases beside its test', () => {
  const files = scaffold('failover/record-of-nothing', ROOT);

  expect(Object.keys(files)).toEqual([
    'lib/rules/failover/record-of-nothing.ts',
    'test/rules/failover/record-of-nothing.cases.ts',
  ]);
  expect(files['lib/rules/failover/record-of-nothing.ts']).toMatch(
    /export const recordOfNothing: Rule = \{\n {2}id: 'resilience-record-of-nothing',\n {2}area: 'failover',/,
  );
});

test.each([
  ['an area that does not exist', 'failures/record', '[UnknownArea] "failures/record"'],
  ['nothing', undefined, '[UnknownArea] ""'],
  ['an id with a prefix', 'failover/resilience-record', '[InvalidId] "resilience-record"'],
  ['an id in camel case', 'failover/recordTtl', '[InvalidId] "recordTtl"'],
  ['a rule that is there already', 'failover/record-ttl-too-long', '[RuleExists] lib/rules/failover'],
])('fails for %s', (_what, name, message) => {
  expect(() => scaffold(name, ROOT)).toThrow(message);
});
