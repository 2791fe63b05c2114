import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLOUD = join(__dirname, '../../cloud');
const DRAWS = 1000;

/** Many delays of a retrier before its first, second … further attempt, by the emulator's own code. */
function delaysOf(retrier: object, retries: number): number[][] {
  const code = [
    'import json, sys',
    'from retriers import delay',
    'retrier, retries = json.load(sys.stdin)',
    `print(json.dumps([[delay(retrier, each) for _ in range(${DRAWS})] for each in range(retries)]))`,
  ];
  const input = JSON.stringify([retrier, retries]);
  const { stdout, stderr, status } = spawnSync('python3', ['-c', code.join('\n')], {
    cwd: CLOUD,
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as number[][];
}

const STANDARD = { IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60 };
const LONGEST = [2, 4, 8, 16, 32, 60];

test('without jitter the wait is its longest, which grows up to the cap', () => {
  expect(delaysOf(STANDARD, 6).map(([first]) => first)).toEqual(LONGEST);
  expect(delaysOf(STANDARD, 6).every(each => new Set(each).size === 1)).toBe(true);
});

test('with full jitter it is any time up to that, half of it on average', () => {
  delaysOf({ ...STANDARD, JitterStrategy: 'FULL' }, 6).forEach((delays, index) => {
    const mean = delays.reduce((sum, each) => sum + each, 0) / DRAWS;
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...delays)).toBeLessThan(LONGEST[index] * 0.1);
    expect(Math.max(...delays)).toBeLessThanOrEqual(LONGEST[index]);
    expect(Math.max(...delays)).toBeGreaterThan(LONGEST[index] * 0.9);
    expect(mean / LONGEST[index]).toBeGreaterThan(0.4);
    expect(mean / LONGEST[index]).toBeLessThan(0.6);
  });
});

test('without a cap it grows beyond a minute, by twice from a second', () => {
  expect(delaysOf({}, 8).map(([first]) => first)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
});
