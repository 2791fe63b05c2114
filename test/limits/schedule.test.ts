import { Cron as Witness } from 'croner';
import * as fc from 'fast-check';
import { Cron } from '../../lib/limits/cron';
import { longestInterval, scheduleProblem, shortestInterval } from '../../lib/limits/schedule';

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

describe('an expression', () => {
  test.each([
    'rate(5 minutes)',
    'rate(1 hour)',
    'cron(0 5 * * ? *)',
    'cron(0/15 8-18 ? * MON-FRI *)',
    'cron(15 * ? * * *)',
    'cron(0 0 L * ? *)',
    'cron(0 0 LW * ? *)',
    'cron(0 0 15W * ? *)',
    'cron(0 0 ? * 2#1 2030)',
    'cron(0 0 ? * fril *)',
    'cron(0 22-4 * JAN,jun ? 2026-2030)',
    'at(2030-01-01T00:00:00)',
  ])('%s is valid', expression => {
    expect(scheduleProblem(expression)).toBeUndefined();
  });

  test.each([
    'every day',
    'rate(0 minutes)',
    'rate(5 minute)',
    'rate(1 hours)',
    'cron(0 5 * * *)',
    'cron(60 5 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 25 * * ? *)',
    'cron(a b c d ? e)',
    'cron(0/0 * * * ? *)',
    'cron(0/60 * * * ? *)',
    'cron(? 5 * * ? *)',
    'cron(0 5 * * * *)',
    'cron(0 5 ? * ? *)',
    'cron(0 5 32 * ? *)',
    'cron(0 5 32W * ? *)',
    'cron(0 5 ? * 0 *)',
    'cron(0 5 ? * 3#6 *)',
    'cron(0 5 ? * 3#1,6#3 *)',
    'cron(0 5 * 13 ? *)',
    'cron(0 5 * * ? 1969)',
    'cron(0 1-2-3 * * ? *)',
    'cron(0 1/2/3 * * ? *)',
    'cron(0 , * * ? *)',
    'cron(0 5 * * ?/2 *)',
  ])('%s is not', expression => {
    expect(scheduleProblem(expression)).toEqual(expect.any(String));
    expect(longestInterval(expression)).toBeUndefined();
  });

  test('of any text is read without an exception', () => {
    const parts = fc.constantFrom('*', '?', '/', '-', ',', '#', 'L', 'W', '0', '7', '59', '2026', 'MON', 'x', ' ');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), texts => {
        const expression = `cron(${texts.join('')})`;
        expect([undefined, 'string']).toContain(scheduleProblem(expression) && 'string');
        expect(longestInterval(expression) ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});

test.each([
  ['rate(12 hours)', DAY / 2],
  ['rate(1 day)', DAY],
  ['cron(0 3 * * ? *)', DAY],
  ['cron(0 5 ? * * *)', DAY],
  ['cron(0 * * * ? *)', HOUR],
  ['cron(0/15 * * * ? *)', 15 * MINUTE],
  ['cron(* * * * ? *)', MINUTE],
  ['cron(0 */6 * * ? *)', DAY / 4],
  ['cron(0 6,18 * * ? *)', DAY / 2],
  ['cron(0 8-17 * * ? *)', 15 * HOUR],
  ['cron(0 22-4 * * ? *)', 18 * HOUR],
  ['cron(0 3 ? * MON *)', 7 * DAY],
  ['cron(0 3 ? * MON-FRI *)', 3 * DAY],
  ['cron(0 8,20 ? * MON-FRI *)', 2 * DAY + DAY / 2],
  ['cron(0 3 ? * FRI-MON *)', 4 * DAY],
  ['cron(0 3 ? * L *)', 7 * DAY],
  ['cron(0 3 ? * 6L *)', 35 * DAY],
  ['cron(0 3 ? * 2#1 *)', 35 * DAY],
  ['cron(0 3 1 * ? *)', 31 * DAY],
  ['cron(0 3 1 1 ? *)', 366 * DAY],
  // Between 2096 and 2104 there is no leap year.
  ['cron(0 3 29 2 ? *)', (8 * 365 + 1) * DAY],
  ['cron(0 3 31 2 ? *)', undefined],
  ['cron(0 3 * * ? 2026)', undefined],
  ['at(2030-01-01T00:00:00)', undefined],
  ['${Schedule}', undefined],
])('the longest time between two ticks of %s', (expression, seconds) => {
  expect(longestInterval(expression)).toBe(seconds);
});

test.each([
  ['cron(0 3 * * ? *)', DAY],
  ['cron(0,10 * * * ? *)', 10 * MINUTE],
  ['cron(0/40 * * * ? *)', 20 * MINUTE],
  ['cron(0 0,23 * * ? *)', HOUR],
  ['cron(0 3 1 1 ? 2026)', undefined],
])('the shortest time between two ticks of %s', (expression, seconds) => {
  expect(shortestInterval(expression)).toBe(seconds);
});

/** Fields as AWS and the witness both write them: it knows no range over the end, and "L" only with a day. */
const within = (least: number, most: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: least, max: most }).map(String),
    fc
      .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
      .map(ends => ends.sort((a, b) => a - b).join('-')),
    fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: 1, max: most })).map(parts => parts.join('/')),
    fc
      .uniqueArray(fc.integer({ min: least, max: most }), { minLength: 2, maxLength: 3 })
      .map(values => values.join(',')),
  );
const dayOfMonth = fc.oneof(
  within(1, 28),
  fc.constantFrom('L', 'LW'),
  fc.integer({ min: 1, max: 28 }).map(day => `${day}W`),
);
const dayOfWeek = fc.oneof(
  within(1, 7),
  fc.integer({ min: 1, max: 7 }).map(day => `${day}L`),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(parts => parts.join('#')),
  fc.constantFrom('MON-FRI', 'SUN', 'TUE,THU'),
);
const days = fc.oneof(
  dayOfMonth.map(day => [day, '?']),
  dayOfWeek.map(day => ['?', day]),
);

test('ticks are those of a reader that others wrote', () => {
  const fields = fc.tuple(within(0, 59), within(0, 23), days, within(1, 12));
  fc.assert(
    fc.property(fields, ([minutes, hours, [inMonth, inWeek], month]) => {
      const expression = `${minutes} ${hours} ${inMonth} ${month} ${inWeek} *`;
      const witness = new Witness(`0 ${expression}`, {
        paused: true,
        timezone: 'UTC',
        alternativeWeekdays: true,
        sloppyRanges: true,
      });
      const ticks = witness.nextRuns(40, '2026-01-01T00:00:00Z').map(tick => tick.getTime() / 1000);
      const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]);
      const cron = Cron.read(expression) as Cron;
      const [shortest, longest] = [cron.shortestGapSeconds!, cron.longestGapSeconds!];

      for (const tick of ticks) {
        expect(cron.isOn(new Date(tick * 1000))).toBe(true);
        expect(cron.times).toContain(tick % DAY);
      }
      expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(longest);
      expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(shortest);
    }),
    { numRuns: 60 },
  );
});
