import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLOUD = join(__dirname, '../../../cloud');

/** Answers of the emulator's own Python, which needs no emulator for them. */
function python<T>(code: string, input: unknown): T {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', `import json, sys\n${code}`], {
    cwd: CLOUD,
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

/** X breaches, 0 does not, - is missing; the oldest first, as on AWS's page. */
const STATES: [string, number, number, string[]][] = [
  // The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
  ['0 - X - X', 3, 3, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - 0', 3, 3, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', 3, 3, ['INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK']],
  ['0 X X - X', 3, 3, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', 3, 3, ['ALARM', 'retained', 'ALARM', 'OK']],
  ['0 - X - X', 3, 2, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', 3, 2, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', 3, 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', 3, 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - X', 3, 2, ['ALARM', 'retained', 'ALARM', 'OK']],
];

const states = python<string[][]>(
  [
    'from alarms.states import state_of',
    'kinds = ("missing", "ignore", "breaching", "notBreaching")',
    'cases = [[{"X": True, "0": False}.get(it) for it in points.split()] + [n, m] for points, n, m, _ in json.load(sys.stdin)]',
    'print(json.dumps([[state_of(case[:-2], *case[-2:], kind, "retained") for kind in kinds] for case in cases]))',
  ].join('\n'),
  STATES,
);

test.each(STATES.map(([datapoints, n, m, expected], index) => [datapoints, m, n, states[index], expected] as const))(
  "%s, %i of %i: as missing data counts, the state is AWS's",
  (_datapoints, _m, _n, actual, expected) => {
    expect(actual).toEqual(expected);
  },
);

const MATH: [string, Record<string, number | null>, number | null][] = [
  ['IF(calls >= 10, 100 * errors / calls, 0)', { calls: 20, errors: 5 }, 25],
  ['IF(calls >= 10, 100 * errors / calls, 0)', { calls: 2, errors: 1 }, 0],
  ['IF(calls >= 10, 100 * errors / calls, 0)', { calls: null, errors: null }, null],
  ['SUM([m1, m2, m3])', { m1: 1, m2: null, m3: 2 }, 3],
  ['MAX([m1, m2])', { m1: null, m2: null }, null],
  ['m1 / m2', { m1: 1, m2: 0 }, null],
  ['FILL(m1, 7) + 1', { m1: null }, 8],
  ['m1 + m2', { m1: null, m2: 2 }, 2],
  ['m1 + 1', { m1: null }, null],
  ['(m0>=1)+(m1>=1)', { m0: 3, m1: null }, 1],
  ['m1 > 1 && m2 < 3 || m2 == 9', { m1: 2, m2: 2 }, 1],
  ['-m1 + 2 ^ 3', { m1: 1 }, 7],
  ['AVG(METRICS())', { m1: 1, m2: 3 }, 2],
];
const NOT_UNDERSTOOD = [
  'SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)',
  'ANOMALY_DETECTION_BAND(m1, 2)',
  'RATE(m1)',
  'SUM(m1)',
  '__import__("os")',
];

const values = python<unknown[]>(
  [
    'from alarms.expressions import Unsupported, evaluate, parse',
    'def value(expression, values):',
    '    try:',
    '        return evaluate(parse(expression), values)',
    '    except Unsupported:',
    '        return "unsupported"',
    'print(json.dumps([value(*case) for case in json.load(sys.stdin)]))',
  ].join('\n'),
  [...MATH.map(([expression, metrics]) => [expression, metrics]), ...NOT_UNDERSTOOD.map(it => [it, { m1: 1 }])],
);

test.each(
  MATH.map(([expression, metrics, expected], index) => [expression, metrics, expected, values[index]] as const),
)('%s of %j is %j', (_expression, _metrics, expected, actual) => {
  expect(actual).toBe(expected);
});

test.each(NOT_UNDERSTOOD.map((expression, index) => [expression, values[MATH.length + index]]))(
  '%s is told as not understood',
  (_expression, actual) => {
    expect(actual).toBe('unsupported');
  },
);
