import { setTimeout as wait } from 'node:timers/promises';
import { createClock } from '../../support/clock.js';
import { type RequestRecord } from '../../load/ledger.js';
import { Pace, strainOf, type Sighting } from '../../stage/pace.js';

const quiet: Sighting = {
  lagMillis: 5,
  idleShare: 0.6,
  answerMillis: [40, 60],
  timeouts: 0,
  patienceMillis: 2000,
  lagLimitMillis: 250,
};

describe('the machine', () => {
  test('keeps up while answers come, however busy it is', () => {
    expect(strainOf(quiet)).toBeNull();
    expect(strainOf({ ...quiet, idleShare: 0 })).toBeNull();
  });

  test.each<[string, Partial<Sighting>, RegExp]>([
    ['the drill itself is held up', { lagMillis: 400 }, /held up for 400 ms/],
    ['requests time out on a busy machine', { idleShare: 0.01, timeouts: 2 }, /no answer in time/],
    ['answers are slow on a busy machine', { idleShare: 0.01, answerMillis: [40, 1500] }, /took 1500 ms/],
  ])('does not keep up when %s', (_, changes, why) => {
    expect(strainOf({ ...quiet, ...changes })).toMatch(why);
  });

  test('keeps up at a low speed with a lag that is too long for a high one', () => {
    expect(strainOf({ ...quiet, lagMillis: 400, lagLimitMillis: 1000 })).toBeNull();
  });

  test('is not to blame for an app that hangs while processors have nothing to do', () => {
    expect(strainOf({ ...quiet, timeouts: 5 })).toBeNull();
    expect(strainOf({ ...quiet, answerMillis: [1900] })).toBeNull();
  });
});

describe('the pace', () => {
  const requests: RequestRecord[] = [];
  const speeds: number[] = [];
  let up = true;

  function paceOf(speed: number) {
    const clock = createClock(speed);
    const cloud = {
      regions: [{ name: 'us-east-1', address: '127.0.101.1' }],
      isUp: () => up,
      setSpeed: (to: number) => void speeds.push(to),
    };
    return { clock, pace: new Pace({ cloud, clock, speedAsked: speed, requests, patienceMillis: () => 2000 }) };
  }

  beforeEach(() => {
    requests.length = 0;
    speeds.length = 0;
    up = true;
  });

  test('becomes slower when the drill is held up, and remembers when', async () => {
    const { clock, pace } = paceOf(10);
    pace.start();
    await wait(100);
    const until = performance.now() + 700;
    while (performance.now() < until);
    await wait(700);
    await pace.stop();

    expect(clock.speed).toBe(6);
    expect(speeds).toEqual([6]);
    expect(pace.wasStrained(0)).toBe(true);
    expect(pace.report(at => at, 0)).toMatchObject({ speedAsked: 10, speeds: [{ speed: 10 }, { speed: 6 }] });
    expect(pace.report(at => at, clock.now() + 1).strained).toEqual([]);
  });

  test('never becomes slower than real time', async () => {
    const { clock, pace } = paceOf(1);
    pace.start();
    const until = performance.now() + 700;
    while (performance.now() < until);
    await wait(700);
    await pace.stop();

    expect(clock.speed).toBe(1);
  });
});
