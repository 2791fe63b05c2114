import { expectationChecks, failoversOf } from '../../measure/expectations.js';
import { type DrillReport, type StepReport } from '../../measure/model.js';
import { sampleReport } from '../report/sample-report.js';

const STEP: StepReport = {
  fault: 'region-outage',
  region: 'us-east-1',
  startedAt: 60,
  endedAt: 230,
  detectionSeconds: 40,
  dnsSwitchSeconds: 45,
  rtoSeconds: 80,
};

function checks(expect: NonNullable<DrillReport['scenario']>['expect'], steps = [STEP]) {
  return expectationChecks(sampleReport({ scenario: { name: 'october', expect, steps } }));
}

const passed = (...given: Parameters<typeof checks>) => checks(...given).map(check => check.passed);

test('a scenario expects nothing that it does not say, and a run without one nothing at all', () => {
  expect(checks({})).toEqual([]);
  expect(expectationChecks(sampleReport())).toEqual([]);
});

test('the slowest recovery of all steps counts, and one that never came is too slow', () => {
  expect(passed({ rtoSeconds: 80 })).toEqual([true]);
  expect(passed({ rtoSeconds: 80 }, [STEP, { ...STEP, rtoSeconds: 81 }])).toEqual([false]);
  expect(passed({ rtoSeconds: 80 }, [STEP, { ...STEP, rtoSeconds: Infinity }])).toEqual([false]);
});

test('failovers are counted, neither more nor fewer than expected', () => {
  const lead = (at: number, region: string) => ({ name: 'a.example.com', at, region, regions: [region] });
  const dns = ['us-east-1', 'us-west-2', 'us-east-1', 'us-west-2'].map((region, at) => lead(at, region));

  expect(failoversOf(dns, 'us-east-1')).toBe(2);
  expect(failoversOf(dns.slice(0, 1), 'us-east-1')).toBe(0);
  expect(passed({ failovers: 1 })).toEqual([true]);
  expect(passed({ failovers: 0 })).toEqual([false]);
  expect(passed({ failovers: 2 })).toEqual([false]);
});

test('nothing may be lost where it says so', () => {
  expect(passed({ lost: 0 })).toEqual([true]);
  const report = sampleReport({ scenario: { name: 'october', expect: { lost: 0 }, steps: [STEP] } });
  const writes = { ...report.measured.writes!, lost: 1 };
  expect(expectationChecks({ ...report, measured: { ...report.measured, writes } })[0].passed).toBe(false);
});
