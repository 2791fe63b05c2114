import { Fn, Token } from 'aws-cdk-lib/core';
import { tokenOf, type WatchedDimension, type WatchedMetric } from './watched-metrics';

/**
 * CloudWatch's figures as PromQL, with the names that AWS's own way of them into Prometheus gives: four figures of each metric
 * a minute, and a label for each dimension.
 *
 * https://docs.aws.amazon.com/prometheus/latest/userguide/integrating-cw-firehose.html
 * https://github.com/aws-observability/observability-best-practices/tree/main/sandbox/CWMetricStreamExporter
 *
 * Everything is summed up to one figure without labels, so that two of them can be put together.
 */
export function figureOf(metric: WatchedMetric): string | undefined {
  const over = (figure: string): string => `${seriesOf(metric, figure)}[${rangeOf(metric.period)}s]`;
  switch (metric.statistic) {
    case 'Sum':
      return `sum(sum_over_time(${over('sum')}))`;
    case 'SampleCount':
      return `sum(sum_over_time(${over('count')}))`;
    case 'Average':
      return `(sum(sum_over_time(${over('sum')})) / sum(sum_over_time(${over('count')})))`;
    case 'Maximum':
      return `max(max_over_time(${over('max')}))`;
    case 'Minimum':
      return `min(min_over_time(${over('min')}))`;
    default:
      return undefined;
  }
}

/** A range that has one datapoint of each of its minutes, whether or not its beginning counts. */
export function rangeOf(seconds: number): number {
  return seconds - 1;
}

/**
 * Dimensions that metrics of a service may have besides: a series with one more label is another metric to CloudWatch, and
 * Prometheus would count it too.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda': ['FunctionName', 'Resource', 'ExecutedVersion'],
  'AWS/ApiGateway': ['ApiId', 'Stage', 'Method', 'Resource'],
  'AWS/DynamoDB': ['TableName', 'ReceivingRegion', 'Operation', 'GlobalSecondaryIndexName'],
  'AWS/Events': ['RuleName', 'EventBusName'],
};

function seriesOf({ namespace, metricName, dimensions }: WatchedMetric, figure: string): string {
  const name = `${sanitized(metricName)}_${figure}`;
  const without = (DIMENSIONS[namespace] ?? []).filter(known => dimensions.every(given => given.name !== known));
  const pairs = [['namespace', sanitized(namespace)], ...dimensions.map(labelOf), ...without.map(known => [known, ''])];
  const labels = pairs.map(([key, value]) => `${key}="${value}"`).join(',');
  // A name that begins with a figure is none to Prometheus; whoever writes it puts something in front.
  return /^[A-Za-z_]/.test(name) ? `${name}{${labels}}` : `{__name__="_${name}",${labels}}`;
}

function labelOf({ name, value }: WatchedDimension): [string, string] {
  const text = tokenOf(value);
  return [sanitized(name), Token.isUnresolved(text) ? sanitizedLater(name, text) : sanitized(text)];
}

/** What the exporter makes of names and values. */
function sanitized(text: string): string {
  return text.replaceAll('%', '_percent').replace(/[ ,\t/\\.\-:=@<>]/g, '_');
}

/** The same of what only the deployment knows: generated names have dashes, those of FIFO queues a dot, ARNs more. */
function sanitizedLater(name: string, token: string): string {
  const characters = name.endsWith('Arn') ? ['-', ':', '/'] : ['-', '.'];
  return characters.reduce((text, character) => Fn.join('_', Fn.split(character, text)), token);
}
