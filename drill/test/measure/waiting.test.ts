import { LOST_MILLIS, Waiting } from '../../measure/waiting.js';

const DEADLINE = 60_000;
const LEFT = 'us-west-2';
const lost = { region: 'us-east-1' };
const left = { region: LEFT };

let now: number;
let waiting: Waiting;

beforeEach(() => {
  now = 0;
  waiting = new Waiting([LEFT], DEADLINE, () => now);
});

test('is over when nothing is open', () => {
  expect(waiting.isOver([])).toBe(true);
});

test.each([['a region that is there', left] as const, ['nobody knows which region', { region: null }] as const])(
  'goes on until the deadline for what %s had accepted, beside what is lost',
  (_, open) => {
    for (now of [0, LOST_MILLIS + 1, DEADLINE]) expect(waiting.isOver([lost, open])).toBe(false);
    now = DEADLINE + 1;
    expect(waiting.isOver([lost, open])).toBe(true);
  },
);

test('ends a while after the last result, when only what is lost is open', () => {
  expect(waiting.isOver([lost, lost])).toBe(false);
  now = LOST_MILLIS;
  expect(waiting.isOver([lost])).toBe(false);
  now = 2 * LOST_MILLIS;
  expect(waiting.isOver([lost])).toBe(false);
  now = 2 * LOST_MILLIS + 1;
  expect(waiting.isOver([lost])).toBe(true);
});

test('begins to count when what regions that are there had accepted has its result', () => {
  expect(waiting.isOver([lost, left])).toBe(false);
  now = LOST_MILLIS + 1;
  expect(waiting.isOver([lost])).toBe(false);
});
