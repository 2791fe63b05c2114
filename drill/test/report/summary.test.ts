import { judge } from '../../measure/verdict.js';
import { type DrillReport } from '../../measure/model.js';
import { badge, caveats, countLines, figureRows, headline, machineNotes } from '../../report/summary.js';
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

describe('a region in trouble that nobody left', () => {
  const { measured, fault } = sampleReport();
  const never = { noticedSeconds: Infinity, detectionSeconds: Infinity, dnsSwitchSeconds: Infinity, rtoSeconds: 360 };
  const grey = sampleReport({
    fault: { ...fault, kind: 'service-errors' },
    measured: { ...measured, ...never },
  });

  test('is not said to have been taken over from', () => {
    expect(headline(judged(grey))).toBe(
      'us-east-1 with a service in trouble (errors), and its clients failed for 6 min',
    );
  });

  test('was not detected within any bound', () => {
    const { bound } = sampleReport();
    const rows = figureRows({ ...grey, bound: { ...bound, detectionSeconds: 53 } });
    expect(rows.find(({ name }) => name === 'Detection')).toMatchObject({ measured: 'never', held: false });
  });
});

describe('the badge', () => {
  test('speaks of objectives only where some are declared', () => {
    expect(badge(sampleReport())).toBe('Every objective holds');
    expect(badge(sampleReport({ objectives: { rtoSeconds: null, rpoSeconds: null, notifySeconds: null } }))).toBe(
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

describe('the machine', () => {
  const machine = {
    ...sampleReport().machine,
    speedAsked: 10,
    speeds: [
      { at: 0, speed: 6 },
      { at: 20, speed: 3.6 },
    ],
  };

  test('is not mentioned where it kept up', () => {
    expect(machineNotes(sampleReport())).toEqual([]);
  });

  test('is mentioned where the drill lowered its speed', () => {
    expect(machineNotes(sampleReport({ machine }))).toEqual(['the drill lowered its speed from 10 to 3.6']);
  });

  test('makes a run inconclusive, and the report says what to do', () => {
    const strained = [{ from: 90, to: 200, why: 'every processor was busy' }];
    const { measured } = sampleReport();
    const report = judged(
      sampleReport({ machine: { ...machine, strained }, measured: { ...measured, rtoSeconds: 121 } }),
    );
    expect(badge(report)).toBe('Inconclusive: this machine was too slow');
    expect(machineNotes(report).join('\n')).toMatch(/from 90 s on: every processor was busy\n.*--speed 2/);
  });
});

test('uploads that nobody took are told beside a recovery time that is not theirs', () => {
  const { measured } = sampleReport();
  expect(caveats(sampleReport())).toEqual([]);
  const report = sampleReport({ measured: { ...measured, events: { ...measured.events!, sent: 165 } } });
  expect(caveats(report)).toEqual([expect.stringMatching(/do not follow DNS: 17 uploads of 165/)]);
});

test('a run that called nothing but health checks says so, and how to call more', () => {
  const workload = { calls: ['GET files.example.com/health'], callsAppRoutes: false };
  expect(caveats(sampleReport({ workload }))).toEqual([
    expect.stringMatching(/no route of the app was called .*--workload/),
  ]);
});

test('counts the bound of a region that goes on answering from when it noticed', () => {
  const { measured } = sampleReport();
  const late = { measured: { ...measured, noticedSeconds: 20, detectionSeconds: 50, rtoSeconds: 115 } };
  const heldBy = (changes: Partial<DrillReport>) =>
    figureRows(sampleReport(changes))
      .filter(({ name }) => /Detection|RTO/.test(name))
      .map(({ held }) => held);
  const fault = { kind: 'bad-version', region: 'us-east-1', startedAt: 60, endedAt: 230 } as const;

  expect(heldBy(late)).toEqual([false, false]);
  expect(heldBy({ ...late, fault })).toEqual([true, true]);
});

test('what was overwritten is a figure of its own, and bad', () => {
  const { measured } = sampleReport();
  const rewrites = { sent: 40, refused: 37, overwritten: 3 };
  const lines = countLines(sampleReport({ measured: { ...measured, writes: { ...measured.writes!, rewrites } } }));

  expect(lines.find(({ name }) => name === 'Rewrites')!.parts).toEqual([
    { value: '40', label: 'sent', bad: false },
    { value: '37', label: 'refused', bad: false },
    { value: '3', label: 'acknowledged writes overwritten', bad: true },
  ]);
  expect(countLines(sampleReport()).map(({ name }) => name)).not.toContain('Rewrites');
});

test('the way back stands beside its bound where there is one', () => {
  const bound = { ...sampleReport().bound, failbackSeconds: 3663 };
  const row = figureRows(sampleReport({ bound })).find(({ name }) => name === 'Way back');

  expect(row).toMatchObject({ bound: '3,663 s', held: true });
  expect(figureRows(sampleReport()).map(({ name }) => name)).not.toContain('Way back');
});

test('a second loss has a line of its own, and only where there was one', () => {
  const { measured } = sampleReport();
  const next = { region: 'us-west-2', detectionSeconds: 30, dnsSwitchSeconds: 35, rtoSeconds: 60 };
  const names = (report: DrillReport) => figureRows(report).map(({ name }) => name);

  expect(names(sampleReport({ measured: { ...measured, next } }))).toContain('RTO, us-west-2 lost too');
  expect(names(sampleReport()).join()).not.toContain('lost too');
});
