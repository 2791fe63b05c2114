import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { buildReport } from '../../lib/report/build-report';
import { diffReports } from '../../lib/report/diff';
import { runDiff } from '../../lib/cli/diff-command';
import { globalTable, twoRegions, type TwoRegions } from './support/two-regions';

const reportOf = (options: TwoRegions = {}) => buildReport(twoRegions(options));
const QUEUE = { environment: { QUEUE: { Ref: 'Queue' } }, primary: { Queue: { Type: 'AWS::SQS::Queue' } } };

test('two reports of the same app do not differ', () => {
  expect(diffReports(reportOf(), reportOf())).toEqual([]);
});

test('a longer TTL is worse, and its removal better', () => {
  const slow = reportOf({ record: { TTL: '60' } });
  const worse = diffReports(reportOf(), slow);
  expect(worse).toContainEqual({
    direction: 'worse',
    subject: 'files.example.com',
    what: 'RTO',
    before: '1 min 33 s',
    after: '2 min 3 s',
  });
  const better = diffReports(slow, reportOf()).filter(({ what }) => what === 'RTO');
  expect(better).toEqual([expect.objectContaining({ direction: 'better' })]);
});

test('unbounded is worse than any bound', () => {
  const lost = diffReports(reportOf(), reportOf({ record: { HealthCheckId: undefined } }));
  expect(lost).toContainEqual(expect.objectContaining({ direction: 'worse', what: 'RTO', after: 'unbounded' }));
});

test('a new single point of failure is worse, by its path', () => {
  expect(diffReports(reportOf(), reportOf(QUEUE))).toContainEqual(
    expect.objectContaining({ direction: 'worse', what: 'single point of failure', after: 'App/us-east-1/Queue' }),
  );
});

test('data that loses its replica is worse; what was added is only a change', () => {
  const alone = {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: { TableName: 'Files', Replicas: [{ Region: 'us-east-1' }] },
  };
  const withTable = reportOf({ primary: { Files: globalTable('Files') } });
  const differences = diffReports(withTable, reportOf({ primary: { Files: alone } }));
  expect(differences).toContainEqual(
    expect.objectContaining({
      direction: 'worse',
      subject: 'App/us-east-1/Files',
      what: 'loss with its region',
      after: 'unbounded',
    }),
  );
  expect(diffReports(reportOf(), withTable)).toEqual([
    expect.objectContaining({ direction: 'changed', after: 'added' }),
  ]);
});

test('promising more is a decision; missing what was met is worse', () => {
  const differences = diffReports(
    reportOf({ metadata: { rtoSeconds: 120 } }),
    reportOf({ metadata: { rtoSeconds: 60 } }),
  );
  expect(differences.map(({ direction, what }) => [direction, what])).toEqual([
    ['worse', 'RTO objective'],
    ['changed', 'promised RTO'],
  ]);
});

describe('the command', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'resilience-diff-'));
  const file = (name: string, content: unknown): string => {
    const target = path.join(directory, name);
    writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content));
    return target;
  };
  const good = file('good.json', reportOf());
  const weak = file('weak.json', reportOf(QUEUE));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('fails on what is worse only when asked to', () => {
    expect(runDiff([good, weak]).status).toBe(0);
    expect(runDiff([good, weak, '--fail-on-worse']).status).toBe(1);
    expect(runDiff([weak, good, '--fail-on-worse']).status).toBe(0);
  });

  test('prints a line for each difference and a sum', () => {
    const { output } = runDiff([good, weak]);
    expect(output).toContain('worse   files.example.com: single point of failure: none → App/us-east-1/Queue');
    expect(output).toContain('1 worse, 0 better, 0 changed');
    expect(runDiff([good, good]).output).toBe('Resilience is the same.\n');
  });

  test('prints JSON for machines', () => {
    const { differences } = JSON.parse(runDiff([good, weak, '--format', 'json']).output) as { differences: unknown[] };
    expect(differences).toHaveLength(1);
  });

  test.each([
    ['one report', () => runDiff([good]), 'BadArgument'],
    ['an unknown option', () => runDiff([good, weak, '--fail']), 'BadArgument'],
    ['an unknown format', () => runDiff([good, weak, '--format', 'xml']), 'BadArgument'],
    ['a file that is not there', () => runDiff([good, path.join(directory, 'none.json')]), 'ReportUnreadable'],
    ['a file that is no JSON', () => runDiff([good, file('text.json', 'text')]), 'ReportUnreadable'],
    [
      'a report of another version',
      () => runDiff([good, file('two.json', { schemaVersion: 2 })]),
      'ReportVersionUnknown',
    ],
  ])('fails on %s', (_what, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }) as Error);
  });
});
