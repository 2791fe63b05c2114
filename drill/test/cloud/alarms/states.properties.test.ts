import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';

const CLOUD = join(__dirname, '../../../cloud');
const MISSING = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
/** What an alarm was before; none that the engine would come to by itself. */
const BEFORE = 'BEFORE';

type Point = boolean | null;
interface Case {
  /** The evaluation range, the oldest first. */
  readonly points: Point[];
  readonly periods: number;
  readonly toAlarm: number;
}

/** The evaluation range reaches back further than the periods: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
const FURTHER = 2;

const cases = fc.sample(
  fc.integer({ min: 1, max: 6 }).chain(periods =>
    fc.record({
      points: fc.array(fc.constantFrom<Point>(true, false, null), {
        minLength: periods + FURTHER,
        maxLength: periods + FURTHER,
      }),
      periods: fc.constant(periods),
      toAlarm: fc.integer({ min: 1, max: periods }),
    }),
  ),
  { numRuns: 500, seed: 12 },
);

/** States of each case by each way of missing data, and those with one good datapoint more made bad. */
function statesOf(asked: readonly Case[]): string[][] {
  const code = [
    'import json, sys',
    'from alarms.states import state_of',
    `kinds = ${JSON.stringify(MISSING)}`,
    'cases = json.load(sys.stdin)',
    `print(json.dumps([[state_of(c["points"], c["periods"], c["toAlarm"], kind, "${BEFORE}") for kind in kinds] for c in cases]))`,
  ].join('\n');
  const options = { cwd: CLOUD, input: JSON.stringify(asked), encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync('python3', ['-c', code], options);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[][];
}

const worse = ({ points, ...others }: Case): Case => {
  const good = points.lastIndexOf(false);
  return { ...others, points: points.map((point, i) => (i === good ? true : point)) };
};
const states = statesOf(cases);
const worseStates = statesOf(cases.map(worse));
const real = ({ points }: Case): Point[] => points.filter(point => point !== null);
const where = (holds: (asked: Case) => boolean): [Case, string[]][] =>
  cases.map((asked, i): [Case, string[]] => [asked, states[i]]).filter(([asked]) => holds(asked));

test('with as many datapoints as periods, missing ones count for nothing: M of the newest N decide', () => {
  const decided = where(asked => real(asked).length >= asked.periods);
  expect(decided.length).toBeGreaterThan(50);
  for (const [asked, found] of decided) {
    const bad = real(asked)
      .slice(-asked.periods)
      .filter(point => point === true).length;
    const expected = bad >= asked.toAlarm ? 'ALARM' : 'OK';
    expect([asked, found]).toEqual([asked, MISSING.map(() => expected)]);
  }
});

test('without a datapoint, each way of missing data says its own', () => {
  const empty = [1, 3].map(periods => ({ points: Array<Point>(periods + FURTHER).fill(null), periods, toAlarm: 1 }));
  for (const found of statesOf(empty)) expect(found).toEqual(['INSUFFICIENT_DATA', BEFORE, 'ALARM', 'OK']);
});

test('with a datapoint no alarm lacks data', () => {
  for (const [asked, found] of where(each => real(each).length > 0)) {
    expect([asked, found]).not.toEqual([asked, expect.arrayContaining(['INSUFFICIENT_DATA'])]);
  }
});

test('what rings where missing data is well rings in every other way too', () => {
  for (const [asked, found] of where(() => true)) {
    if (found[MISSING.indexOf('notBreaching')] !== 'ALARM') continue;
    expect([asked, found]).toEqual([asked, MISSING.map(() => 'ALARM')]);
  }
});

test('what does not ring where missing data is bad rings in no other way', () => {
  for (const [asked, found] of where(() => true)) {
    if (found[MISSING.indexOf('breaching')] !== 'OK') continue;
    expect([asked, found]).not.toEqual([asked, expect.arrayContaining(['ALARM'])]);
  }
});

test('one bad datapoint more ends no alarm', () => {
  cases.forEach((asked, i) => {
    states[i].forEach((state, kind) => {
      if (state === 'ALARM') expect([asked, worseStates[i][kind]]).toEqual([asked, 'ALARM']);
    });
  });
});
