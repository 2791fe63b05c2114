import { buildReport } from '../../lib/report/build-report';
import { diffReports } from '../../lib/report/diff';
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
