import { buildReport } from '../../../lib/report/build-report';
import { PRICES, PRICES_KNOWN_ON } from '../../../lib/report/analysis/prices';
import { globalTable, twoRegions, type TwoRegions } from '../support/two-regions';

const costOf = (options: TwoRegions) => buildReport(twoRegions(options)).services[0].standbyCost;

test('counts what the standby has and not what the primary has', () => {
  const key = { Key: { Type: 'AWS::KMS::Key' } };
  const words = (options: TwoRegions) => costOf(options).lines.map(({ what }) => what);
  expect(words({ standby: key })).toContain('keys');
  expect(words({ primary: key })).not.toContain('keys');
});

test('a health check of an API costs more with HTTPS and a fast interval', () => {
  const check = (healthCheckConfig?: Record<string, unknown>) =>
    costOf({ healthCheckConfig }).lines.filter(({ what }) => !what.includes('requests'));
  const sum = (lines: { perMonth: number }[]) => lines.reduce((total, { perMonth }) => total + perMonth, 0);
  expect(sum(check())).toBe(2.5);
  expect(sum(check({ Type: 'HTTP', RequestInterval: 30 }))).toBe(0.5);
});

test.each([
  [10, 4.2, 5.04],
  [30, 1.4, 1.68],
])('health checkers that ask an API every %s s are paid for, used or not', (RequestInterval, count, perMonth) => {
  const { lines } = costOf({
    healthCheckConfig: { Type: 'HTTPS', RequestInterval },
    standby: { Api: { Type: 'AWS::ApiGatewayV2::Api' } },
  });
  const requests = lines.find(({ what }) => what.includes('requests of health checkers'));
  expect(requests).toMatchObject({ count, perMonth });
  const unasked = costOf({ healthCheckConfig: { Type: 'CLOUDWATCH_METRIC' } });
  expect(unasked.lines.map(({ what }) => what)).not.toContain(requests!.what);
});

test('provisioned concurrency costs by the memory and the processor of its function', () => {
  const Alias = {
    Type: 'AWS::Lambda::Alias',
    Properties: {
      FunctionName: { Ref: 'Warm' },
      Name: 'live',
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 4 },
    },
  };
  const Warm = { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512, Architectures: ['arm64'] } };
  const line = costOf({ standby: { Alias, Warm } }).lines.find(({ what }) => what.includes('concurrency'));
  expect(line).toMatchObject({ count: 2, unitPrice: PRICES.provisionedGbMonthArm.usd, perMonth: 17.52 });
});

test('an alarm costs by its metrics, and more below one minute', () => {
  const metric = (Id: string) => ({ Id, MetricStat: { Metric: { MetricName: Id }, Stat: 'Sum', Period: 60 } });
  const alarm = (Properties: Record<string, unknown>) => ({ Type: 'AWS::CloudWatch::Alarm', Properties });
  const { lines } = costOf({
    standby: {
      Plain: alarm({ MetricName: 'Errors', Period: 60 }),
      Rate: alarm({ Metrics: [metric('errors'), metric('calls'), { Id: 'rate', Expression: 'errors / calls' }] }),
      Fast: alarm({ MetricName: 'Errors', Period: 10 }),
    },
  });
  const alarms = lines.filter(({ what }) => what.includes('alarms'));
  expect(alarms.map(({ what, count, perMonth }) => [what, count, perMonth])).toEqual([
    ['metrics of alarms', 3, 0.3],
    ['metrics of alarms with a period below one minute', 1, 0.3],
  ]);
});

test('says that it is an estimate, of which date, and what comes on top with use', () => {
  const cost = costOf({ primary: { Files: globalTable('Files') }, environment: { TABLE: 'Files' } });
  expect(cost.estimate).toContain('rough estimate');
  expect(cost.estimate).toContain(PRICES_KNOWN_ON);
  expect(cost.byUse.map(({ what }) => what)).toContain('writes to table replicas');
});

test('every price names the page that it is from', () => {
  for (const { source } of Object.values(PRICES)) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/pricing\//);
});
