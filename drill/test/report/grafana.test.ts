import { renderGrafana } from '../../report/grafana.js';

const row = ['AWS/Lambda', 'Errors', 'FunctionName', 'Shop-Api'];

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: object;
  readonly targets: { readonly expr: string; readonly refId: string; readonly legendFormat: string }[];
  readonly fieldConfig: { readonly defaults: { readonly thresholds: { readonly steps: object[] } } };
}

function panelsOf(...widgets: object[]): Panel[] {
  const all = [{ type: 'text', properties: { markdown: 'x' } }, ...widgets];
  const body = JSON.stringify({ widgets: all });
  return (JSON.parse(renderGrafana({ name: 'Shop', body }, 'us-east-1')) as { panels: Panel[] }).panels;
}

const graph = (metrics: unknown[], more: object = {}) => ({
  type: 'metric',
  ...{ x: 12, y: 6, width: 12, height: 6 },
  properties: { title: 'Errors', region: 'us-east-1', metrics, ...more },
});

test('a graph is a panel in its place, over the series that the drill writes', () => {
  const [panel] = panelsOf(graph([[...row, { stat: 'Sum' }]]));
  expect(panel).toMatchObject({ title: 'Errors', gridPos: { x: 12, y: 6, w: 12, h: 6 } });
  expect(panel.targets).toEqual([
    expect.objectContaining({
      expr: 'Errors_sum{FunctionName="Shop_Api",namespace="AWS_Lambda"}',
      legendFormat: 'Shop-Api',
    }),
  ]);
});

test.each([
  ['Average', 'Errors_sum{S} / Errors_count{S}'],
  ['Maximum', 'Errors_max{S}'],
  ['Minimum', 'Errors_min{S}'],
  ['SampleCount', 'Errors_count{S}'],
  ['p99', 'Errors_max{S}'],
])('the %s of a metric is %s', (stat, expected) => {
  const [{ targets }] = panelsOf(graph([row], { stat }));
  expect(targets[0].expr).toBe(expected.replaceAll('S}', 'FunctionName="Shop_Api",namespace="AWS_Lambda"}'));
});

test('the figures from which on alarms ring are lines', () => {
  const [{ fieldConfig }] = panelsOf(graph([row], { annotations: { horizontal: [{ value: 5 }] } }));
  expect(fieldConfig.defaults.thresholds.steps).toEqual([
    { color: 'green', value: null },
    { color: 'red', value: 5 },
  ]);
});

test('what is of another region, or searched for, has a file of its own', () => {
  const search = `SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors" FunctionName=Shop', 'Sum', 60)`;
  expect(panelsOf(graph([row], { region: 'us-west-2' }), graph([[{ expression: search }]]))).toEqual([]);
});

test('each panel and each target has an id of its own', () => {
  const panels = panelsOf(graph([row, row]), graph([row]));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(2);
  expect(new Set(panels[0].targets.map(({ refId }) => refId)).size).toBe(2);
});
