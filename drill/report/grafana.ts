import { type Dashboard, type MetricName } from '../cloud/measured.js';
import { drawnBy, graphsIn, type Widget } from '../measure/dashboards.js';
import { seriesOf } from './openmetrics.js';

/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const SCHEMA_VERSION = 39;
/** Grafana asks which of its data sources it is. */
const DATA_SOURCE = { type: 'prometheus', uid: '${source}' };

/**
 * A dashboard of the app for Grafana, over what `renderOpenMetrics` writes: the graphs of its own region, in their places, with
 * the figures from which on alarms ring.
 */
export function renderGrafana({ name, body }: Dashboard, region: string): string {
  const panels = graphsIn(body)
    .map((widget, i) => panelOf(widget, region, i + 1))
    .filter(({ targets }) => targets.length > 0);
  const source = { name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' };
  const dashboard = {
    uid: name.slice(0, 40),
    title: name,
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [source] },
    panels,
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

function panelOf(widget: Widget, home: string, id: number) {
  const { properties = {}, x = 0, y = 0, width: w = 12, height: h = 6 } = widget;
  const thresholds = (properties.annotations?.horizontal ?? []).map(({ value }) => ({ color: 'red', value }));
  return {
    id,
    type: 'timeseries',
    title: properties.title ?? '',
    gridPos: { x, y, w, h },
    datasource: DATA_SOURCE,
    targets: targetsOf(widget, home),
    fieldConfig: {
      defaults: {
        custom: { thresholdsStyle: { mode: thresholds.length > 0 ? 'line' : 'off' } },
        thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }, ...thresholds] },
      },
      overrides: [],
    },
  };
}

function targetsOf(widget: Widget, home: string) {
  return drawnBy(widget, home).flatMap((drawn, i) => {
    if (drawn.kind !== 'metric' || drawn.region !== home) return [];
    const legendFormat = Object.values(drawn.dimensions).join(' ') || drawn.name;
    return [{ refId: `m${i}`, datasource: DATA_SOURCE, expr: expressionOf(drawn, drawn.statistic), legendFormat }];
  });
}

const FIGURES = { Sum: 'sum', SampleCount: 'count', Maximum: 'max', Minimum: 'min' } as const;

/** Of a percentile there is only the greatest. */
function expressionOf(metric: MetricName, statistic: string): string {
  if (statistic === 'Average') return `${seriesOf(metric, 'sum')} / ${seriesOf(metric, 'count')}`;
  return seriesOf(metric, FIGURES[statistic as keyof typeof FIGURES] ?? 'max');
}
