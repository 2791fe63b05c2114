import { compareRuns } from '../../measure/repetitions.js';
import { type DrillReport } from '../../measure/model.js';

const run = (rtoSeconds: number | null): DrillReport => ({ measured: { rtoSeconds } }) as unknown as DrillReport;
const spreadOf = (...times: (number | null)[]) => compareRuns(times.map(run)).spreads.rtoSeconds;

test.each([
  ['an odd number of runs', [70, 50, 60], { runs: 3, least: 50, median: 60, most: 70 }],
  ['an even number of runs', [70, 50, 60, 40], { runs: 4, least: 40, median: 55, most: 70 }],
  ['a run in which it never came about', [50, Infinity, 60], { runs: 3, least: 50, median: 60, most: Infinity }],
  ['runs of which one did not measure it', [50, null], { runs: 1, least: 50, median: 50, most: 50 }],
])('a time has its spread over %s', (_what, times, spread) => {
  expect(spreadOf(...times)).toEqual(spread);
});

test('a time that no run measured has no spread', () => {
  expect(spreadOf(null, null)).toBeNull();
});
