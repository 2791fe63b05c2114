import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLOUD = join(__dirname, '../../../cloud');

const LINE = {
  level: 'ERROR',
  latency: 12,
  parts: { list: [1, { name: 'x' }] },
  ok: true,
  none: null,
  text: 'a "b" c',
};
const NOT_UNDERSTOOD = 'not understood';

/** Whether each pattern matches the line. */
const PATTERNS: [string, boolean | typeof NOT_UNDERSTOOD][] = [
  ['{ $.level = "ERROR" }', true],
  ['{$.level="ERROR"}', true],
  ['{ $.level = ERROR }', true],
  ['{ $.level = "ERR*" }', true],
  ['{ $.level = "error" }', false],
  ['{ $.level != "ERROR" }', false],
  ['{ $.level != "WARN" }', true],
  ['{ ($.level = "WARN") || ($.level = "ERROR") }', true],
  ['{ $.level = "WARN" || $.level = "ERROR" && $.latency > 20 }', false],
  ['{ ($.level = "WARN" || $.level = "ERROR") && $.latency >= 12 }', true],
  ['{ $.latency < 12 }', false],
  ['{ $.latency = 12.0 }', true],
  ['{ $.level > 3 }', false],
  ['{ $.parts.list[1].name = "x" }', true],
  ['{ $.parts.list[2].name = "x" }', false],
  ['{ $.missing = "x" }', false],
  ['{ $.missing NOT EXISTS }', true],
  ['{ $.level NOT EXISTS }', false],
  ['{ $.none IS NULL }', true],
  ['{ $.ok IS TRUE }', true],
  ['{ $.ok IS FALSE }', false],
  ['ERROR', true],
  ['ERROR WARN', false],
  ['?ERROR ?WARN', true],
  ['ERROR -latency', false],
  ['"level\\": \\"ERROR"', true],
  ['', true],
  ['{ $.level = %ERR% }', NOT_UNDERSTOOD],
  ['[time, level]', NOT_UNDERSTOOD],
  ['{ level = "ERROR" }', NOT_UNDERSTOOD],
  ['{ $.level = }', NOT_UNDERSTOOD],
  ['{ ($.level = "ERROR" }', NOT_UNDERSTOOD],
  ['{ $.level ~ "ERROR" }', NOT_UNDERSTOOD],
];

const SCRIPT = `
import json, sys
from alarms.patterns import UnknownPattern, matcher
patterns, line = json.load(sys.stdin)
answers = []
for pattern in patterns:
    try:
        answers.append(matcher(pattern)(line))
    except UnknownPattern:
        answers.append("${NOT_UNDERSTOOD}")
print(json.dumps(answers))
`;

function answersTo(patterns: string[], line: string): unknown[] {
  const input = JSON.stringify([patterns, line]);
  const { stdout, stderr, status } = spawnSync('python3', ['-c', SCRIPT], { cwd: CLOUD, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown[];
}

// As Python writes it, and CloudWatch's own runtimes: with a space after each colon.
const answers = answersTo(
  PATTERNS.map(([pattern]) => pattern),
  JSON.stringify(LINE).replaceAll('":', '": '),
);

test.each(PATTERNS.map(([pattern, expected], i) => [pattern, expected, answers[i]] as const))(
  '%s: %s',
  (_pattern, expected, answer) => {
    expect(answer).toBe(expected);
  },
);

test('a pattern for JSON matches no line of text', () => {
  expect(answersTo(['{ $.level = "ERROR" }', '{ $.level NOT EXISTS }'], 'ERROR no')).toEqual([false, false]);
});
