import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnResource, type Stack, Token } from 'aws-cdk-lib/core';
import { ALARM } from '../limits/cloudwatch';

/** A metric as the alarm of a stack names it. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly WatchedDimension[];
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
}

export interface WatchedDimension {
  readonly name: string;
  /** A text, or an intrinsic function of the alarm's own stack. */
  readonly value: unknown;
}

/** What an alarm reads besides metrics: metric math over those of its other queries, or a search. */
export interface WatchedExpression {
  readonly expression: string;
  readonly label?: string;
  /** Seconds. */
  readonly period?: number;
}

/** What one alarm looks at, and from which figure on it rings. */
export interface WatchedAlarm {
  readonly alarm: CfnAlarm;
  /** By id. */
  readonly metrics: ReadonlyMap<string, WatchedMetric>;
  /** By id. */
  readonly expressions: ReadonlyMap<string, WatchedExpression>;
  /** What is judged: the expression, or undefined where it is the only metric. */
  readonly judged?: WatchedExpression;
  /** Undefined where it is learnt from the past, or known at deployment only. */
  readonly threshold?: number;
}

/** What the alarms of a stack look at: their metrics are said there, and nowhere else. */
export function watchedIn(stack: Stack): WatchedAlarm[] {
  return stack.node
    .findAll()
    .filter(node => node instanceof CfnAlarm)
    .filter(alarm => alarm.stack === stack)
    .map(readAlarm);
}

function readAlarm(alarm: CfnAlarm): WatchedAlarm {
  const { stack } = alarm;
  const threshold = stack.resolve(alarm.threshold) as unknown;
  const queries = stack.resolve(alarm.metrics) as CfnAlarm.MetricDataQueryProperty[] | undefined;
  const expressions = new Map((queries ?? []).flatMap(query => readExpression(query)));
  const judged = queries?.find(({ returnData }) => returnData !== false);
  return {
    alarm,
    metrics: queries ? new Map(queries.flatMap(query => readMetric(query))) : new Map([['m', ownMetric(alarm)]]),
    expressions,
    judged: judged && expressions.get(judged.id),
    threshold: typeof threshold === 'number' ? threshold : undefined,
  };
}

function ownMetric(alarm: CfnAlarm): WatchedMetric {
  return {
    namespace: alarm.namespace ?? '',
    metricName: alarm.metricName ?? '',
    dimensions: dimensionsOf(alarm.stack.resolve(alarm.dimensions)),
    statistic: alarm.statistic ?? alarm.extendedStatistic ?? 'Average',
    period: alarm.period ?? ALARM.metricSeconds,
  };
}

function readExpression({ id, expression, label, period }: CfnAlarm.MetricDataQueryProperty): ById<WatchedExpression> {
  return expression === undefined ? [] : [[id, { expression, label, period }]];
}

function readMetric({ id, metricStat }: CfnAlarm.MetricDataQueryProperty): ById<WatchedMetric> {
  if (metricStat === undefined) return [];
  const { stat, period, metric } = metricStat as CfnAlarm.MetricStatProperty;
  const { namespace = '', metricName = '', dimensions } = metric as CfnAlarm.MetricProperty;
  return [[id, { namespace, metricName, dimensions: dimensionsOf(dimensions), statistic: stat, period }]];
}

type ById<T> = [id: string, query: T][];

function dimensionsOf(given: unknown): WatchedDimension[] {
  return ((given as WatchedDimension[] | undefined) ?? []).map(({ name, value }) => ({ name, value }));
}

/** A value of the alarm's own stack, to be used there. */
export function tokenOf(value: unknown): string {
  return typeof value === 'string' ? value : Token.asString(value);
}

/** Properties that give a resource its name, by the dimension that has it. */
const NAMED_BY: Readonly<Record<string, string>> = {
  FunctionName: 'functionName',
  QueueName: 'queueName',
  TopicName: 'topicName',
  TableName: 'tableName',
  SourceBucket: 'bucketName',
  DestinationBucket: 'bucketName',
};

/** A dimension as another stack of the account can write it; undefined where only the deployment gives the name. */
export function valueAbroad({ alarm }: WatchedAlarm, { name, value }: WatchedDimension): string | undefined {
  if (isKnownAbroad(value)) return tokenOf(value);
  const resource = resourceOf(alarm.stack, value) as unknown as Record<string, unknown> | undefined;
  const given = resource && alarm.stack.resolve(resource[NAMED_BY[name]]);
  return given !== undefined && isKnownAbroad(given) ? tokenOf(given) : undefined;
}

/** A text, or one that is made of what both stacks have in common. */
function isKnownAbroad(value: unknown): boolean {
  const text = JSON.stringify(value);
  return !text.includes('"Fn::GetAtt"') && !/"Ref":"(?!AWS::(AccountId|Partition)")/.test(text);
}

function resourceOf(stack: Stack, value: unknown): CfnResource | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const id = Ref ?? attribute?.[0];
  if (id === undefined) return undefined;
  return stack.node
    .findAll()
    .filter(node => CfnResource.isCfnResource(node))
    .find(node => node.stack === stack && stack.resolve(node.logicalId) === id);
}
