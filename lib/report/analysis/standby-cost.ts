import { type Resource } from '../../assembly/resource';
import { toNumber, toRecord } from '../../assembly/value';
import { ALARM } from '../../limits/cloudwatch';
import { LAMBDA } from '../../limits/lambda';
import { PRICES, PRICES_KNOWN_ON, PRICES_REGION, type Price } from './prices';
import { type CostLine, type CostReport } from '../report-document';

/** Resources that cost by existing: how much of what a resource is. */
const STANDING: Readonly<Record<string, (resource: Resource, all: readonly Resource[]) => readonly Item[]>> = {
  'AWS::Route53::HealthCheck': healthCheck,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': () => [item('compositeAlarm')],
  'AWS::CloudWatch::Dashboard': () => [item('dashboard')],
  'AWS::KMS::Key': () => [item('key')],
  'AWS::KMS::ReplicaKey': () => [item('key')],
  'AWS::SecretsManager::Secret': () => [item('secret')],
  'AWS::EC2::NatGateway': () => [item('natGateway')],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': () => [item('loadBalancer')],
  'AWS::Kinesis::Stream': resource => [item('shardMonth', resource.number('ShardCount') ?? 0)],
};

/** Prices of what grows with use, by the type that they come with. */
const BY_USE: Readonly<Record<string, readonly (keyof typeof PRICES)[]>> = {
  'AWS::DynamoDB::GlobalTable': ['tableReplicatedWrites', 'tableStorage'],
  'AWS::S3::Bucket': ['bucketStorage', 'bucketTransfer', 'bucketTimeControl'],
  'AWS::Backup::BackupVault': ['backupStorage'],
};

const WORDS: Readonly<Record<string, string>> = {
  healthCheck: 'health checks',
  healthCheckFeature: 'features of health checks',
  healthRequests: 'million requests of health checkers',
  alarm: 'metrics of alarms',
  fastAlarm: 'metrics of alarms with a period below one minute',
  compositeAlarm: 'composite alarms',
  dashboard: 'dashboards',
  provisionedGbMonthArm: 'GB of provisioned concurrency',
  provisionedGbMonthX86: 'GB of provisioned concurrency',
  key: 'keys',
  secret: 'secrets',
  natGateway: 'NAT gateways',
  loadBalancer: 'load balancers',
  shardMonth: 'stream shards',
};

interface Item {
  readonly price: keyof typeof PRICES;
  readonly count: number;
}

/**
 * What the resources of the standby regions cost in a month in which nobody uses them.
 *
 * @param standby resources of the regions that take over
 * @param used types of data that the service replicates to them
 * @param of what is estimated, in words
 */
export function standbyCost(standby: readonly Resource[], used: ReadonlySet<string>, of: string): CostReport {
  const lines = linesOf(standby.flatMap(resource => itemsOf(resource, standby)));
  return {
    currency: 'USD',
    perMonth: cents(lines.reduce((sum, line) => sum + line.perMonth, 0)),
    estimate: `rough estimate from list prices of ${PRICES_REGION} known on ${PRICES_KNOWN_ON}, for ${of}; what depends on use comes on top`,
    lines,
    byUse: Object.entries(BY_USE)
      .filter(([type]) => used.has(type))
      .flatMap(([, prices]) => prices.map(describe)),
  };
}

function itemsOf(resource: Resource, all: readonly Resource[]): readonly Item[] {
  const concurrency = resource.number('ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions');
  if (concurrency !== undefined) return provisioned(resource, concurrency, all);
  return STANDING[resource.type]?.(resource, all) ?? [];
}

/** An alarm on several metrics costs as much as one on each; what is read more often than every minute costs more. */
function alarm(resource: Resource): Item[] {
  const stats = resource
    .records('Metrics')
    .map(metric => toRecord(metric.MetricStat))
    .filter(stat => stat.Metric !== undefined);
  const periods = [resource.number('Period'), ...stats.map(stat => toNumber(stat.Period))];
  const isFast = periods.some(period => period !== undefined && period < ALARM.metricSeconds);
  return [item(isFast ? 'fastAlarm' : 'alarm', Math.max(1, stats.length))];
}

function healthCheck(resource: Resource, all: readonly Resource[]): Item[] {
  const type = resource.text('HealthCheckConfig.Type') ?? '';
  const features = [
    type.startsWith('HTTPS'),
    type.endsWith('STR_MATCH'),
    resource.number('HealthCheckConfig.RequestInterval') === 10,
    resource.isTrue('HealthCheckConfig.MeasureLatency'),
  ].filter(Boolean).length;
  return [
    item('healthCheck'),
    ...(features > 0 ? [item('healthCheckFeature', features)] : []),
    ...(type.startsWith('HTTP') && all.some(isApi) ? [item('healthRequests', millionsOfRequests(resource))] : []),
  ];
}

function isApi({ type }: Resource): boolean {
  return type === 'AWS::ApiGatewayV2::Api' || type === 'AWS::ApiGateway::RestApi';
}

/** Health checkers ask from so many places, each after its own interval. */
const CHECKERS = 16;
const SECONDS_A_MONTH = 730 * 3600;

function millionsOfRequests(check: Resource): number {
  const interval = check.number('HealthCheckConfig.RequestInterval') ?? 30;
  return Math.round((CHECKERS * SECONDS_A_MONTH) / interval / 1e5) / 10;
}

/** Memory and architecture are those of the function that an alias names. */
function provisioned(alias: Resource, concurrency: number, all: readonly Resource[]): Item[] {
  const name = alias.text('FunctionName');
  const handler = all.find(other => other.type === 'AWS::Lambda::Function' && other.identifiers.includes(name ?? ''));
  const gigabytes = ((handler?.number('MemorySize') ?? LAMBDA.defaults.memoryMegabytes) / 1024) * concurrency;
  const isArm = handler?.list('Architectures').includes('arm64') ?? false;
  return [item(isArm ? 'provisionedGbMonthArm' : 'provisionedGbMonthX86', gigabytes)];
}

function linesOf(items: readonly Item[]): CostLine[] {
  const counts = new Map<keyof typeof PRICES, number>();
  for (const { price, count } of items) counts.set(price, (counts.get(price) ?? 0) + count);
  return [...counts]
    .map(([key, count]) => {
      const { usd, source } = PRICES[key];
      return { what: WORDS[key], count, unitPrice: usd, perMonth: cents(count * usd), source };
    })
    .sort((a, b) => b.perMonth - a.perMonth || a.what.localeCompare(b.what));
}

function item(price: keyof typeof PRICES, count = 1): Item {
  return { price, count };
}

function describe(key: keyof typeof PRICES): { what: string; price: string; source: string } {
  const { usd, per, source }: Price = PRICES[key];
  return { what: BY_USE_WORDS[key] ?? key, price: `$${usd} per ${per}`, source };
}

const BY_USE_WORDS: Readonly<Record<string, string>> = {
  tableReplicatedWrites: 'writes to table replicas',
  tableStorage: 'storage of table replicas',
  bucketStorage: 'storage of replicated objects',
  bucketTransfer: 'transfer of replicated objects',
  bucketTimeControl: 'replication time control',
  backupStorage: 'storage of copied backups',
};

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
