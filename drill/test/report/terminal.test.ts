import { renderTerminal } from '../../report/terminal.js';
import { judge } from '../../measure/verdict.js';
import { sampleReport, sampleRights } from './sample-report.js';

const plain = { colour: false, files: ['drill-report/index.html'] };

describe('the result on the terminal', () => {
  test('fits on one screen and begins with the verdict', () => {
    const lines = renderTerminal(sampleReport(), plain).trim().split('\n');
    expect(lines[0]).toBe('✓ Every objective holds · us-west-2 took over from us-east-1 in 1 min 36 s');
    expect(lines.length).toBeLessThan(20);
  });

  test('says how many metrics on dashboards could have had no figure, and nothing where all could', () => {
    const report = sampleReport();
    const [dashboard] = report.dashboards;
    const misspelt = { ...report, dashboards: [{ ...dashboard, unknown: ['AWS/Lambda Errorz in us-east-1'] }] };
    expect(renderTerminal(report, plain)).not.toContain('Dashboards');
    expect(renderTerminal(misspelt, plain)).toContain('Dashboards 1 of 12 metrics name nothing that is measured here');
  });

  test('aligns objective, bound and measured', () => {
    const text = renderTerminal(sampleReport(), plain);
    expect(text).toMatch(/Recovery time \(RTO\) +120 s +107 s +96\.4 s ✓/);
    const ends = text
      .split('\n')
      .filter(line => /objective +bound|RTO|RPO/.test(line))
      .map(line => line.replace(/ ✓$/, '').length);
    expect(new Set(ends).size).toBe(1);
  });

  test('counts requests, writes, events and resources, and says where the reports are', () => {
    const text = renderTerminal(sampleReport(), plain);
    expect(text).toMatch(/Requests +1,269 sent · 1,116 succeeded · 153 failed/);
    expect(text).toMatch(/Writes +412 acknowledged · 0 missing meanwhile · 0 lost · 0 duplicated/);
    expect(text).toMatch(/Resources +18 emulated · 4 simulated · 2 stored · 2 placeholder/);
    expect(text).toContain('drill-report/index.html');
  });

  test('gives simulated and real time', () => {
    expect(renderTerminal(sampleReport(), plain)).toContain('5 min 45 s simulated in 1 min 9 s of real time, speed 5');
  });

  test('explains each check that was missed, and no other', () => {
    const { measured } = sampleReport();
    const missed = sampleReport({ measured: { ...measured, rpoSeconds: Infinity, rpoBasis: 'measured' } });
    const text = renderTerminal({ ...missed, verdict: judge(missed) }, plain);
    expect(text).toContain('✕ RPO within the objective: measured unbounded');
    expect(text).not.toContain('✕ RTO within');
  });

  test('has no colour where none is wanted', () => {
    expect(renderTerminal(sampleReport(), plain)).not.toContain('\u001b[');
    expect(renderTerminal(sampleReport(), { ...plain, colour: true })).toContain('\u001b[');
  });

  test('leaves the recovery figures out of a run without a fault', () => {
    const text = renderTerminal(
      sampleReport({ fault: { kind: 'none', region: null, startedAt: null, endedAt: null } }),
      plain,
    );
    expect(text).not.toMatch(/RTO|RPO|missing meanwhile/);
  });

  test('says what the drill itself could not do', () => {
    const text = renderTerminal(sampleReport({ problems: ['table Files in us-east-1: AccessDenied'] }), plain);
    expect(text).toContain('! table Files in us-east-1: AccessDenied');
  });

  test('says who would be refused what, why, and the line that mends it', () => {
    const report = sampleReport({ rights: sampleRights() });
    const text = renderTerminal({ ...report, verdict: judge(report) }, plain);
    expect(text).toContain('✕ AWS would have allowed every call: 1,204 calls judged, 129 refused for 1 cause');
    expect(text).toContain('✕ AWS would refuse 129 calls (1 cause), which passed here');
    expect(text).toContain('App/us-west-2/Api (role App/us-west-2/Api/Role) → App/Files   dynamodb:GetItem');
    expect(text).toContain('129 × in us-west-2, first at: 12.5 s, load begins');
    expect(text).toContain('mend: files.grantReadData(api)');
  });

  test('says how many calls were judged where none would be refused', () => {
    const text = renderTerminal(sampleReport({ rights: sampleRights({ refused: [] }) }), plain);
    expect(text).toMatch(/Rights +1,204 judged · 0 undecided · 1 granted right unused/);
    expect(text).not.toContain('would refuse');
  });
});
