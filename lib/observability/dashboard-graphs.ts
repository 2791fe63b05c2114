import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { pathInStack } from '../private/path-in-stack';
import { METRICS_NAMESPACE } from './metrics-namespace';
import { REACHED, thresholdsIn } from './shared-expressions';
import {
  tokenOf,
  valueAbroad,
  watchedIn,
  type WatchedAlarm,
  type WatchedExpression,
  type WatchedMetric,
} from './watched-metrics';

/** What is drawn together: one metric of several resources with the figures from which on their alarms ring. */
export interface Graph {
  /** Equal for the same thing of another region. */
  readonly title: string;
  /** Place among others: what users notice first. */
  readonly rank: number;
  readonly lines: IMetric[];
  /** The figures, and whether the alarm rings above or below. */
  readonly thresholds: Map<number, string>;
  /** How many metrics are read for it. */
  metrics: number;
}

/** Whether the graphs are drawn on a dashboard of the same stack, or of another region's. */
export type Viewpoint = 'home' | 'abroad';

/** What users notice, then its causes, then what waits for somebody. */
const RANKS = [
  'ApiGateway',
  'Lambda Invocations',
  'Lambda Errors',
  'Lambda Duration',
  'Lambda Throttles',
  'Lambda ConcurrentExecutions',
  'Lambda',
  'SQS',
  'DynamoDB',
  'S3',
  METRICS_NAMESPACE,
];

/** Dimensions with names that CloudFormation makes of the stack's: they can be searched for. */
const SEARCHABLE = ['FunctionName', 'QueueName', 'TopicName'];

/**
 * Of a generated name, so much is left of the stack's where it is cut. No page says how much it is.
 */
const KEPT_OF_STACK_NAME = 24;

/** Everything that the alarms of a stack look at, as graphs. */
export function graphsOf(stack: Stack, viewpoint: Viewpoint): Graph[] {
  const graphs = new Map<string, Graph>();
  for (const watched of watchedIn(stack)) {
    for (const [key, line] of linesOf(watched, viewpoint)) {
      const graph = graphs.get(key) ?? emptyGraph(key);
      graphs.set(key, graph);
      if (!graph.lines.some(other => isSame(stack, other, line))) graph.lines.push(line);
      graph.metrics += watched.metrics.size;
      for (const threshold of thresholdsOf(watched)) graph.thresholds.set(threshold, sideOf(watched));
    }
  }
  return [...graphs.values()].sort((one, other) => one.rank - other.rank || one.title.localeCompare(other.title));
}

function emptyGraph(title: string): Graph {
  return { title, rank: rankOf(title), lines: [], thresholds: new Map(), metrics: 0 };
}

/** Each line of an alarm with the title of the graph that it belongs to. */
function linesOf(watched: WatchedAlarm, viewpoint: Viewpoint): [string, IMetric][] {
  const { judged } = watched;
  if (judged && !isOverAll(judged)) return mathOf(watched, judged, viewpoint);
  return [...watched.metrics.values()].flatMap(metric => {
    const line = viewpoint === 'home' ? homeMetric(metric) : abroadMetric(watched, metric);
    return line ? [[titleOf(metric), line]] : [];
  });
}

/** The highest of several metrics, or how many have reached their thresholds: each of them is drawn by itself. */
function isOverAll({ expression }: WatchedExpression): boolean {
  return expression === 'MAX(METRICS())' || REACHED.test(expression);
}

function mathOf(watched: WatchedAlarm, judged: WatchedExpression, viewpoint: Viewpoint): [string, IMetric][] {
  if (viewpoint === 'abroad' && !isReadableAbroad(watched)) return [];
  const [first] = watched.metrics.values();
  const of = pathInStack(watched.alarm.node.scope ?? watched.alarm);
  return [
    [`${first ? serviceOf(first) : ''} ${judged.label ?? 'Metric math'}: ${of}`.trim(), mathLine(watched, judged)],
  ];
}

function isReadableAbroad(watched: WatchedAlarm): boolean {
  return [...watched.metrics.values()].every(({ dimensions }) =>
    dimensions.every(dimension => valueAbroad(watched, dimension) !== undefined),
  );
}

function mathLine(watched: WatchedAlarm, { expression, label, period }: WatchedExpression): MathExpression {
  const isUsed = ([id]: readonly [string, unknown]): boolean => new RegExp(`\\b${id}\\b`).test(expression);
  const usingMetrics = Object.fromEntries<IMetric>([
    ...[...watched.metrics].filter(isUsed).map(([id, metric]) => [id, homeMetric(metric)] as const),
    ...[...watched.expressions].filter(isUsed).map(([id, other]) => [id, mathLine(watched, other)] as const),
  ]);
  const seconds = period ?? Math.max(...[...watched.metrics.values()].map(metric => metric.period));
  return new MathExpression({ expression, label, usingMetrics, period: Duration.seconds(seconds) });
}

function homeMetric(metric: WatchedMetric): Metric {
  return metricOf(metric, Object.fromEntries(metric.dimensions.map(({ name, value }) => [name, tokenOf(value)])));
}

function metricOf({ namespace, metricName, statistic, period }: WatchedMetric, dimensionsMap: Record<string, string>) {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.seconds(period) });
}

/** By its name where that is known, and otherwise whatever has a name that begins as the stack's. */
function abroadMetric(watched: WatchedAlarm, metric: WatchedMetric): IMetric | undefined {
  const values = metric.dimensions.map(dimension => [dimension.name, valueAbroad(watched, dimension)] as const);
  const unknown = values.filter(([, value]) => value === undefined);
  if (unknown.length === 0) return metricOf(metric, Object.fromEntries(values) as Record<string, string>);
  const isSearchable = values.length === 1 && SEARCHABLE.includes(values[0][0]);
  return isSearchable ? searchFor(metric, values[0][0], beginningOf(watched.alarm.stack)) : undefined;
}

/**
 * Whatever has the tokens of the stack's name in a row in its own.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function searchFor({ namespace, metricName, statistic, period }: WatchedMetric, dimension: string, term: string) {
  const search = `{${namespace},${dimension}} MetricName="${metricName}" ${dimension}=${term}`;
  return new MathExpression({
    expression: `SEARCH('${search}', '${statistic}', ${period})`,
    usingMetrics: {},
    label: '',
    period: Duration.seconds(period),
  });
}

function beginningOf({ stackName }: Stack): string {
  if (stackName.length <= KEPT_OF_STACK_NAME) return stackName;
  return stackName.slice(0, KEPT_OF_STACK_NAME).replace(/[-_]?[^-_]*$/, '') || stackName.slice(0, KEPT_OF_STACK_NAME);
}

/** Whether both draw the same figures, in whatever periods. */
function isSame(stack: Stack, one: IMetric, other: IMetric): boolean {
  const [first, second] = [one, other].map(line =>
    JSON.stringify(stack.resolve(line.toMetricConfig())).replace(/"period":\{[^}]*\}|, \d+\)/g, ''),
  );
  return first === second;
}

/** Of figures that are counted as reached, each metric has its own. */
function thresholdsOf({ threshold, judged }: WatchedAlarm): number[] {
  if (judged && REACHED.test(judged.expression)) {
    return thresholdsIn(judged.expression);
  }
  return threshold === undefined ? [] : [threshold];
}

function sideOf({ alarm }: WatchedAlarm): string {
  return alarm.comparisonOperator?.startsWith('LessThan') ? 'below' : 'from';
}

function titleOf(metric: WatchedMetric): string {
  return `${serviceOf(metric)} ${metric.metricName} (${metric.statistic})`;
}

function serviceOf({ namespace }: WatchedMetric): string {
  return namespace.replace(/^AWS\//, '');
}

function rankOf(title: string): number {
  const rank = RANKS.findIndex(beginning => title.startsWith(beginning));
  return rank < 0 ? RANKS.length : rank;
}
