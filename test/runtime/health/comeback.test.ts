import { comebackOf, type Beat } from '../../../lib/runtime/health/comeback';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOW = 1_800_000_000_000;
const LIMITS = { awayMillis: 30 * SECOND, freshMillis: 15 * SECOND, longestHoldMillis: 30 * MINUTE };
const ago = (millis: number) => NOW - millis;
const judge = (own: Beat, ...others: Beat[]) => comebackOf(own, others, NOW, LIMITS);

const AWAY: Beat = { at: ago(10 * MINUTE), wellAt: ago(10 * MINUTE) };
const STALE: Beat = { at: ago(10 * MINUTE) };
const FRESH: Beat = { at: ago(5 * SECOND) };

test('a region that comes back is held while the heartbeat of the other has not arrived', () => {
  expect(judge(AWAY, STALE)).toEqual({ held: true, heldSince: NOW, ageMillis: 10 * MINUTE });
});

test('the age that is told is that of the oldest heartbeat that ever arrived', () => {
  expect(judge({}, FRESH, STALE, {}).ageMillis).toBe(10 * MINUTE);
  expect(judge({}, {})).toEqual({ held: false });
});

test('it is free as soon as a fresh heartbeat of the other has arrived', () => {
  expect(judge(AWAY, FRESH)).toEqual({ held: false, ageMillis: 5 * SECOND });
});

test('of several other regions the last one counts', () => {
  expect(judge(AWAY, FRESH, STALE).held).toBe(true);
});

test('the hold goes on where other environments left it, and ends after the longest time: a dead peer holds nobody for ever', () => {
  const held = (since: number): Beat => ({ at: ago(5 * SECOND), wellAt: ago(90 * MINUTE), heldSince: ago(since) });

  expect(judge(held(29 * MINUTE), STALE)).toMatchObject({ held: true, heldSince: ago(29 * MINUTE) });
  expect(judge(held(30 * MINUTE), STALE)).toMatchObject({ held: false });
});

test('a hold that a second outage interrupted begins anew', () => {
  const interrupted: Beat = { at: ago(2 * MINUTE), wellAt: ago(90 * MINUTE), heldSince: ago(80 * MINUTE) };
  expect(judge(interrupted, STALE)).toMatchObject({ held: true, heldSince: NOW });
});

test.each<[string, Beat, Beat[]]>([
  ['a new region, without a heartbeat', {}, [STALE]],
  [
    'a region that was well all the time, whatever became of the other',
    { at: ago(5 * SECOND), wellAt: ago(5 * SECOND) },
    [STALE],
  ],
  [
    'a region that was away for less than it takes to be left',
    { at: ago(20 * SECOND), wellAt: ago(20 * SECOND) },
    [STALE],
  ],
  ['a region whose peer has never been there', AWAY, [{}]],
  ['a region that is alone', AWAY, []],
])('never holds %s', (_, own, others) => {
  expect(judge(own, ...others).held).toBe(false);
});
