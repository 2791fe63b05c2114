import { type MetricPoint, type RegionMeasured } from '../../cloud/measured.js';
import { dashboardReports } from '../../measure/dashboards.js';

const FUNCTION = 'Shop-us-east-1-ApiFunction6BF808ED-ABC';
const MEASURED = {
  'AWS/Lambda': ['Errors', 'Throttles', 'Invocations'],
  'AWS/Route53': ['HealthCheckStatus'],
  'AWS/SNS': ['NumberOfNotificationsFailed'],
};

function point(name: string, dimensions: Record<string, string>, namespace = 'AWS/Lambda'): MetricPoint {
  return { at: 0, namespace, name, dimensions, value: 1, count: 1 };
}

function region(name: string, metrics: unknown[], points: MetricPoint[] = [], options: object = {}): RegionMeasured {
  const widgets = [
    { type: 'metric', properties: { region: name, metrics, ...options } },
    { type: 'text', properties: {} },
  ];
  return {
    region: name,
    points,
    rules: [],
    measured: MEASURED,
    dashboards: [{ name: 'D', body: JSON.stringify({ widgets }) }],
  };
}

const deployed = (physicalId: string) => ({
  region: 'us-east-1',
  stackId: 'S',
  logicalId: 'L',
  path: 'Any',
  type: 'Any',
  physicalId,
});
const DEPLOYED = [deployed('Shop-idle'), deployed('arn:aws:sns:us-east-1:111122223333:Shop-letters')];

const errors = point('Errors', { FunctionName: FUNCTION });
const drawn = (...metrics: unknown[]) => dashboardReports([region('us-east-1', metrics, [errors])], DEPLOYED)[0];

test('a metric with a figure is found', () => {
  expect(drawn(['AWS/Lambda', 'Errors', 'FunctionName', FUNCTION, { stat: 'Sum' }])).toEqual({
    name: 'D',
    region: 'us-east-1',
    metrics: 1,
    withData: 1,
    unknown: [],
  });
});

test.each([
  ['a misspelt metric', ['AWS/Lambda', 'Errorz', 'FunctionName', FUNCTION]],
  ['a misspelt function', ['AWS/Lambda', 'Errors', 'FunctionName', 'api']],
  ['another dimension', ['AWS/Lambda', 'Errors', 'Function', FUNCTION]],
  ['another namespace', ['Lambda', 'Errors', 'FunctionName', FUNCTION]],
  ['a metric that nobody measures here', ['AWS/Lambda', 'IteratorAge', 'FunctionName', FUNCTION]],
])('%s is said to be unknown', (_what, row) => {
  const { withData, unknown } = drawn(row as unknown[]);
  expect({ withData, unknown: unknown.length }).toEqual({ withData: 0, unknown: 1 });
  expect(unknown[0]).toBe(`${row[0]} ${row[1]} ${row[2]}=${row[3]} in us-east-1`);
});

test('what did not happen to a function that ran is not unknown', () => {
  expect(drawn(['AWS/Lambda', 'Throttles', 'FunctionName', FUNCTION])).toMatchObject({ withData: 0, unknown: [] });
});

test('what was deployed and did nothing is not unknown', () => {
  expect(drawn(['AWS/Lambda', 'Invocations', 'FunctionName', 'Shop-idle'])).toMatchObject({ unknown: [] });
  expect(drawn(['AWS/SNS', 'NumberOfNotificationsFailed', 'TopicName', 'Shop-letters'])).toMatchObject({ unknown: [] });
  const expression = `SEARCH('{AWS/SNS,TopicName} MetricName="NumberOfNotificationsFailed" TopicName=Shop', 'Sum', 60)`;
  expect(drawn([{ expression }])).toMatchObject({ metrics: 1, unknown: [] });
});

test('metrics of math are looked for, and the expression is none', () => {
  const row = ['AWS/Lambda', 'Errors', 'FunctionName', FUNCTION, { id: 'm1', visible: false }];
  expect(drawn([{ expression: 'm1 * 100' }], row)).toMatchObject({ metrics: 1, withData: 1 });
});

test('dots stand for the row before', () => {
  const row = ['AWS/Lambda', 'Errors', 'FunctionName', FUNCTION];
  expect(drawn(row, ['.', 'Throttles', '.', '.'], ['...', 'other'])).toMatchObject({
    metrics: 3,
    unknown: ['AWS/Lambda Errors FunctionName=other in us-east-1'].map(text => text.replace('Errors', 'Throttles')),
  });
});

test.each([
  ['Shop-us-east-1', 1],
  ['Shop', 1],
  ['Shop-us-west-2', 0],
  ['ShopOfHorrors', 0],
])('a search for %s finds names with these tokens in a row', (term, withData) => {
  const expression = `SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors" FunctionName=${term}', 'Sum', 60)`;
  expect(drawn([{ expression }])).toMatchObject({ metrics: 1, withData, unknown: { length: 1 - withData } });
});

test('figures of another region are looked for there', () => {
  const status = ['AWS/Route53', 'HealthCheckStatus', 'HealthCheckId', 'h'];
  const east = region('us-east-1', [], [point('HealthCheckStatus', { HealthCheckId: 'h' }, 'AWS/Route53')]);
  const west = region('us-west-2', [status], [], { region: 'us-east-1' });
  const [, report] = dashboardReports([east, west], []);
  expect(report).toMatchObject({ region: 'us-west-2', withData: 1, unknown: [] });

  const wrong = region('us-west-2', [status]);
  expect(dashboardReports([east, wrong], [])[1].unknown).toEqual([
    'AWS/Route53 HealthCheckStatus HealthCheckId=h in us-west-2',
  ]);
});
