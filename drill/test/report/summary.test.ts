import { judge } from '../../measure/verdict.js';
import { type DrillReport } from '../../measure/model.js';
import { badge, figureRows, headline } from '../../report/summary.js';
import { sampleReport } from './sample-report.js';

const judged = (report: DrillReport): DrillReport => ({ ...report, verdict: judge(report) });

describe('the headline', () => {
  test('says who took over, and when', () => {
    expect(headline(judged(sampleReport()))).toBe('us-west-2 took over from us-east-1 in 1 min 36 s');
  });

  test('does not hide that clients failed again after the recovery', () => {
    const { measured } = sampleReport();
    const report = sampleReport({ measured: { ...measured, requests: { ...measured.requests, failedAfter: 400 } } });
    expect(headline(judged(report))).toBe(
      'us-west-2 took over from us-east-1 in 1 min 36 s, and failed again after that',
    );
  });

  test('names the region that answered, not every region that was there', () => {
    expect(headline(judged(sampleReport({ regions: ['us-east-1', 'eu-west-1', 'us-west-2'] })))).toContain(
      'us-west-2 took over',
    );
  });

  test('does not call a region missed that no client depended on', () => {
    const { measured } = sampleReport();
    expect(headline(judged(sampleReport({ measured: { ...measured, rtoSeconds: null } })))).toBe(
      'us-east-1 was taken away, and no client depended on it',
    );
  });
});

describe('the badge', () => {
  test('speaks of objectives only where some are declared', () => {
    expect(badge(sampleReport())).toBe('Every objective holds');
    expect(badge(sampleReport({ objectives: { rtoSeconds: null, rpoSeconds: null } }))).toBe(
      'Every check holds, no objective declared',
    );
  });
});

test('data loss that comes from the lag of the drill is called modelled', () => {
  const { measured } = sampleReport();
  const rpo = (report: DrillReport) => figureRows(report).find(({ name }) => name.includes('RPO'))?.measured;
  expect(rpo(sampleReport())).toBe('0 s, modelled');
  expect(rpo(sampleReport({ measured: { ...measured, rpoBasis: 'measured' } }))).toBe('0 s');
});
