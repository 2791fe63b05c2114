import { type MetricPoint } from '../../cloud/measured.js';
import { renderOpenMetrics } from '../../report/openmetrics.js';

const seconds = (epochMillis: number) => epochMillis / 1000;

function point(at: number, value: number, more: Partial<MetricPoint> = {}): MetricPoint {
  return {
    at: at * 1000,
    namespace: 'AWS/Lambda',
    name: 'Errors',
    dimensions: { FunctionName: 'api' },
    value,
    count: 1,
    ...more,
  };
}

const lines = (...points: MetricPoint[]) => renderOpenMetrics(points, seconds).split('\n');

test('a metric is four families, each with a figure a minute at its end', () => {
  expect(renderOpenMetrics([point(5, 1), point(59, 3), point(61, 2)], seconds)).toBe(
    [
      ...['count 2,1', 'max 3,2', 'min 1,2', 'sum 4,2'].flatMap(each => {
        const [figure, values] = each.split(' ');
        const [first, second] = values.split(',');
        const series = `Errors_${figure}{FunctionName="api",namespace="AWS_Lambda"}`;
        return [`# TYPE Errors_${figure} gauge`, `${series} ${first} 60`, `${series} ${second} 120`];
      }),
      '# EOF',
      '',
    ].join('\n'),
  );
});

test('series of one family are beside one another, whatever came between', () => {
  const text = lines(
    point(1, 1),
    point(2, 1, { name: 'Throttles' }),
    point(3, 1, { dimensions: { FunctionName: 'b' } }),
  );
  const families = text.filter(line => line.startsWith('# TYPE'));
  expect(new Set(families).size).toBe(families.length);
  expect(text.indexOf('Errors_sum{FunctionName="b",namespace="AWS_Lambda"} 1 60')).toBe(
    text.indexOf('Errors_sum{FunctionName="api",namespace="AWS_Lambda"} 1 60') + 1,
  );
});

test('the same metric of two services is one family with two labels', () => {
  const text = lines(
    point(1, 7, { namespace: 'AWS/DynamoDB', name: 'ReplicationLatency' }),
    point(1, 9, { namespace: 'AWS/S3', name: 'ReplicationLatency' }),
  );
  expect(text.filter(line => line.startsWith('ReplicationLatency_max'))).toHaveLength(2);
});

test('points that were put as one count as many as they are', () => {
  expect(lines(point(1, 2, { count: 3 }))).toContain('Errors_sum{FunctionName="api",namespace="AWS_Lambda"} 6 60');
});

test('names and values have no character that Prometheus or the exporter would refuse', () => {
  const text = lines(
    point(1, 1, { name: '5xx', dimensions: { Resource: '/files/{key}', Stage: '$default', Quote: '"' } }),
  );
  expect(text).toContain('_5xx_sum{Quote="_",Resource="_files_{key}",Stage="$default",namespace="AWS_Lambda"} 1 60');
});

test('a run without a figure is an empty exposition', () => {
  expect(renderOpenMetrics([], seconds)).toBe('# EOF\n');
});
