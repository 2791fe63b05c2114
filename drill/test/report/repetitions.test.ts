import { compareRuns } from '../../measure/repetitions.js';
import { renderRepetitions, repetitionsJson } from '../../report/repetitions.js';
import { sampleReport } from './sample-report.js';

const missed = {
  passed: false,
  outcome: 'missed' as const,
  checks: [{ name: 'the service recovered', passed: false, detail: 'clients still failed' }],
};
const measured = { ...sampleReport().measured, rtoSeconds: Infinity };
const repetitions = compareRuns([sampleReport(), { ...sampleReport(), measured, verdict: missed }]);

test('each run has a line with what it missed, and each time its spread', () => {
  const text = renderRepetitions(repetitions);

  expect(text).toMatch(/^ {2}2 {2}.*: the service recovered$/m);
  expect(text).toMatch(/^ {2}Recovery time \(RTO\) +\d[\d.]* s +never +never +2$/m);
});

test('for machines, what never came about is a word and each run leads to its report', () => {
  const { runs, spreads } = JSON.parse(repetitionsJson(repetitions)) as {
    runs: object[];
    spreads: { rtoSeconds: object };
  };

  expect(runs[1]).toEqual({ report: '2/report.json', outcome: 'missed' });
  expect(spreads.rtoSeconds).toMatchObject({ runs: 2, most: 'never' });
});
