import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { toNumber, toRecord, toRecords, toText } from '../value';

/** A metric that an alarm looks at. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: ReadonlyMap<string, string>;
  readonly periodSeconds?: number;
  readonly statistic?: string;
}

/** Metric alarms. */
export function metricAlarms(model: AppModel): Resource[] {
  return model.ofType('AWS::CloudWatch::Alarm');
}

/** The metrics of an alarm, of its metric math and queries too; those of other accounts are left out. */
export function metricsOf(alarm: Resource): AlarmMetric[] {
  return alarm.remember(readMetrics);
}

function readMetrics(alarm: Resource): AlarmMetric[] {
  if (!alarm.lacks('MetricName')) return [readMetric(alarm.properties, alarm.properties)];
  return alarm
    .records('Metrics')
    .filter(entry => entry.AccountId === undefined)
    .flatMap(entry =>
      entry.MetricStat === undefined
        ? queriedMetrics(toText(entry.Expression) ?? '', toNumber(entry.Period))
        : [readMetric(toRecord(toRecord(entry.MetricStat).Metric), toRecord(entry.MetricStat))],
    );
}

const QUERY = /^\s*SELECT\s+(\w+)\(\s*"?([\w.]+)"?\s*\)\s+FROM\s+(?:SCHEMA\(\s*)?"([^"]+)"/i;
const CONDITION = /"?([\w.]+)"?\s*=\s*'((?:\$\{[^}]*\}|[^'])*)'/g;

/** The metrics that a Metrics Insights query names: one for each value that a dimension may have. */
function queriedMetrics(query: string, periodSeconds?: number): AlarmMetric[] {
  const [, statistic, name, namespace] = QUERY.exec(query) ?? [];
  if (namespace === undefined) return [];
  const [, where = ''] = /\sWHERE\s([\s\S]*?)(?:\sGROUP\s+BY\s|\sORDER\s+BY\s|$)/i.exec(query) ?? [];
  return [...where.matchAll(CONDITION)].map(([, dimension, value]) => ({
    namespace,
    name,
    dimensions: new Map([[dimension, value]]),
    periodSeconds,
    statistic,
  }));
}

function readMetric(metric: Record<string, unknown>, statistic: Record<string, unknown>): AlarmMetric {
  const dimensions = toRecords(metric.Dimensions).map(
    ({ Name, Value }) => [toText(Name) ?? '', toText(Value) ?? ''] as const,
  );
  return {
    namespace: toText(metric.Namespace) ?? '',
    name: toText(metric.MetricName) ?? '',
    dimensions: new Map(dimensions),
    periodSeconds: toNumber(statistic.Period),
    statistic: toText(statistic.Stat ?? statistic.Statistic ?? statistic.ExtendedStatistic),
  };
}

/** Whether an alarm goes off when its figure falls: it waits for something that should happen. */
export function watchesForFall(alarm: Resource): boolean {
  return (alarm.text('ComparisonOperator') ?? '').startsWith('LessThan');
}

/** Namespaces whose dimension names a resource: the dimension, and the types that it may name. */
export const DIMENSIONS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'AWS/Lambda': { FunctionName: ['AWS::Lambda::Function'] },
  'AWS/SQS': { QueueName: ['AWS::SQS::Queue'] },
  'AWS/SNS': { TopicName: ['AWS::SNS::Topic'] },
  'AWS/DynamoDB': { TableName: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'] },
  'AWS/S3': {
    BucketName: ['AWS::S3::Bucket'],
    SourceBucket: ['AWS::S3::Bucket'],
    DestinationBucket: ['AWS::S3::Bucket'],
  },
  'AWS/States': { StateMachineArn: ['AWS::StepFunctions::StateMachine'] },
  'AWS/Events': { RuleName: ['AWS::Events::Rule'] },
  'AWS/Route53': { HealthCheckId: ['AWS::Route53::HealthCheck'] },
  'AWS/Kinesis': { StreamName: ['AWS::Kinesis::Stream'] },
  'AWS/ApiGateway': { ApiId: ['AWS::ApiGatewayV2::Api'] },
  'AWS/Backup': { BackupVaultName: ['AWS::Backup::BackupVault'] },
};

/** An alarm and the metric through which it watches a resource. */
export interface Watch {
  readonly alarm: Resource;
  readonly metric: AlarmMetric;
}

/** The alarms that watch each resource. */
export function watches(model: AppModel): Map<Resource, Watch[]> {
  return model.remember(readWatches);
}

function readWatches(model: AppModel): Map<Resource, Watch[]> {
  const found = new Map<Resource, Watch[]>();
  for (const alarm of metricAlarms(model)) {
    for (const metric of metricsOf(alarm)) {
      for (const resource of watchedBy(model, alarm, metric)) {
        append(found, resource, { alarm, metric });
      }
    }
  }
  return found;
}

/** The resources that a metric's dimensions name. */
export function watchedBy(model: AppModel, alarm: Resource, metric: AlarmMetric): Resource[] {
  return Object.entries(DIMENSIONS[metric.namespace] ?? {}).flatMap(([dimension, types]) => {
    const named = model.find(metric.dimensions.get(dimension), types, alarm);
    return named ? [named] : [];
  });
}

/** Alarms that something acts on without an alarm action: a composite, a health check, a deployment, an experiment. */
export function alarmsReadByOthers(model: AppModel): Set<Resource> {
  return model.remember(readReaders);
}

const ALARM = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];

function readReaders(model: AppModel): Set<Resource> {
  const read = new Set<Resource>();
  const add = (text: unknown, near?: Resource | string): void => {
    const alarm = model.find(toText(text), ALARM, near);
    if (alarm) read.add(alarm);
  };
  for (const composite of model.ofType('AWS::CloudWatch::CompositeAlarm')) {
    for (const child of childAlarms(composite)) add(child, composite);
  }
  for (const check of model.ofType('AWS::Route53::HealthCheck')) {
    add(check.get('HealthCheckConfig.AlarmIdentifier.Name'), check.text('HealthCheckConfig.AlarmIdentifier.Region'));
  }
  for (const group of model.ofType('AWS::CodeDeploy::DeploymentGroup')) {
    for (const alarm of group.records('AlarmConfiguration.Alarms')) add(alarm.Name, group);
  }
  for (const experiment of model.ofType('AWS::FIS::ExperimentTemplate')) {
    for (const condition of experiment.records('StopConditions')) add(condition.Value, experiment);
  }
  return read;
}

/** Names or ARNs of the alarms in a composite alarm's rule. */
export function childAlarms(composite: Resource): string[] {
  return [
    ...(composite.text('AlarmRule') ?? '').matchAll(/(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+?)"?\s*\)/g),
  ].map(([, name]) => name);
}

/** Figures that a living service sends without pause. */
const HEARTBEATS =
  /^(Invocations|Invocation|Count|RequestCount|Requests|HealthCheckStatus|HealthCheckPercentageHealthy|HealthyHostCount|NumberOfMessages(Received|Sent|Deleted)|NumberOfBackupJobsCompleted|ExecutionsStarted|ExecutionsSucceeded)$|heart-?beat|canary|SuccessPercent/i;

/** The heartbeat that an alarm waits for to fall silent, where it is such an alarm. */
export function heartbeatOf(alarm: Resource): AlarmMetric | undefined {
  return watchesForFall(alarm) ? metricsOf(alarm).find(metric => HEARTBEATS.test(metric.name)) : undefined;
}
