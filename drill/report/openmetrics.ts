import { type MetricName, type MetricPoint } from '../cloud/measured.js';

/** Simulated seconds of a datapoint: AWS's services report once a minute. */
const PERIOD = 60;

/**
 * What was measured in a region in the text format of OpenMetrics, by simulated minute. Metrics and labels are named as AWS's
 * own way of CloudWatch's metrics into Prometheus names them: four figures of each metric, and a label for each dimension.
 *
 * https://docs.aws.amazon.com/prometheus/latest/userguide/integrating-cw-firehose.html
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 *
 * @param secondOf simulated seconds since the epoch
 */
export function renderOpenMetrics(points: readonly MetricPoint[], secondOf: (epochMillis: number) => number): string {
  const families = new Map<string, string[]>();
  for (const [series, minutes] of minutesOf(points, secondOf)) {
    for (const figure of FIGURES) {
      const name = familyOf(series.name, figure);
      const lines = families.get(name) ?? [];
      families.set(name, lines);
      const labels = labelsOf(series);
      for (const [minute, figures] of minutes) lines.push(`${name}${labels} ${figures[figure]} ${minute * PERIOD}`);
    }
  }
  const texts = [...families].sort(([one], [other]) => one.localeCompare(other));
  return [...texts.flatMap(([name, lines]) => [`# TYPE ${name} gauge`, ...lines]), '# EOF', ''].join('\n');
}

const FIGURES = ['count', 'sum', 'max', 'min'] as const;
type Figure = (typeof FIGURES)[number];
type Minutes = Map<number, Record<Figure, number>>;

function minutesOf(
  points: readonly MetricPoint[],
  secondOf: (epochMillis: number) => number,
): [MetricPoint, Minutes][] {
  const all = new Map<string, [MetricPoint, Minutes]>();
  for (const point of points) {
    const key = `${point.name}${labelsOf(point)}`;
    const [, minutes] = all.get(key) ?? [point, new Map()];
    all.set(key, [point, minutes]);
    // A period is named by its end, when its figures are known.
    add(minutes, Math.floor(secondOf(point.at) / PERIOD) + 1, point);
  }
  return [...all.values()].map(([series, minutes]) => [series, new Map([...minutes].sort(([a], [b]) => a - b))]);
}

function add(minutes: Minutes, minute: number, { value, count }: MetricPoint): void {
  const { count: so, sum, max, min } = minutes.get(minute) ?? { count: 0, sum: 0, max: -Infinity, min: Infinity };
  minutes.set(minute, {
    count: so + count,
    sum: sum + value * count,
    max: Math.max(max, value),
    min: Math.min(min, value),
  });
}

/** A figure of a metric as Prometheus is asked for it. */
export function seriesOf(metric: MetricName, figure: Figure): string {
  return `${familyOf(metric.name, figure)}${labelsOf(metric)}`;
}

/** A name has no figure at its beginning: `5xx` is `_5xx`. */
function familyOf(name: string, figure: Figure): string {
  return `${sanitized(name).replace(/^(?=\d)/, '_')}_${figure}`;
}

function labelsOf({ namespace, dimensions }: MetricName): string {
  const pairs = [['namespace', namespace], ...Object.entries(dimensions)].map(
    ([name, value]) => `${sanitized(name)}="${sanitized(value)}"`,
  );
  return `{${pairs.sort().join(',')}}`;
}

function sanitized(text: string): string {
  return text.replaceAll('%', '_percent').replace(/[ ,\t/\\.\-:=@<>"]/g, '_');
}
