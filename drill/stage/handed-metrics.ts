import { PutMetricDataCommand, type Dimension, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import { type Cloud } from '../cloud/cloud.js';
import { isServiceError, RegionalClients, within } from '../cloud/regional-clients.js';
import { type ObjectReplication } from '../replication/buckets.js';
import { type ItemReplication } from '../replication/tables.js';
import { sleepUnlessAborted, type Clock } from '../support/clock.js';

/** Metrics of health checks are in this region only: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html */
const HEALTH_METRICS_REGION = 'us-east-1';
/** Simulated seconds between two deliveries; alarms read a datapoint a minute after its own. */
const DELIVERY_SECONDS = 10;
const PATIENCE_MILLIS = 2000;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const MOST_AT_ONCE = 1000;

export interface HandedMetricsOptions {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly deployed: { readonly healthChecks: readonly Named[] };
}

interface Named {
  readonly id: string;
}

/** What the fleet of health checkers says. */
interface Checkers {
  isHealthy(checkId: string): boolean;
  readonly unobserved: readonly Named[];
}

/**
 * Gives the emulators the metrics of what the drill does in AWS's place, so that alarms on them are evaluated: the status of
 * health checks, the latency of copies of tables and of buckets. What is of a region that is away is lost.
 */
export class HandedMetrics {
  private readonly clients: RegionalClients;
  private readonly stopping = new AbortController();
  /** By region, and in it by namespace. */
  private pending = new Map<string, Map<string, MetricDatum[]>>();
  private running: Promise<void> = Promise.resolve();
  /** What a region answered to metrics that it does not take; empty in a sound run. */
  readonly problems: string[] = [];

  constructor(private readonly options: HandedMetricsOptions) {
    this.clients = new RegionalClients(options.cloud);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#ReplicationLatency */
  ofTable({ region, tableName, receivingRegion, millis }: ItemReplication): void {
    const Dimensions = dimensions({ TableName: tableName, ReceivingRegion: receivingRegion });
    this.add(region, 'AWS/DynamoDB', { MetricName: 'ReplicationLatency', Value: millis, Dimensions });
  }

  /** Each in a region of its own: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
  ofBucket({ region, source, destination, receivingRegion, rule, seconds }: ObjectReplication): void {
    const Dimensions = dimensions({ SourceBucket: source, DestinationBucket: destination, RuleId: rule });
    const failed = seconds === undefined ? 1 : 0;
    this.add(region, 'AWS/S3', { MetricName: 'OperationsFailedReplication', Value: failed, Dimensions });
    if (seconds !== undefined) {
      this.add(receivingRegion, 'AWS/S3', { MetricName: 'ReplicationLatency', Value: seconds, Dimensions });
    }
  }

  /** Begins to deliver, with the status of every health check that is observed. */
  start(fleet: Checkers): void {
    this.running = this.deliverForEver(fleet);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.clients.destroy();
  }

  private async deliverForEver(fleet: Checkers): Promise<void> {
    const { signal } = this.stopping;
    while (await sleepUnlessAborted(this.options.clock, DELIVERY_SECONDS, signal)) {
      this.takeStatus(fleet);
      const due = this.pending;
      this.pending = new Map();
      await Promise.all([...due].map(([region, namespaces]) => this.deliver(region, namespaces)));
    }
  }

  private takeStatus(fleet: Checkers): void {
    const unobserved = new Set(fleet.unobserved.map(({ id }) => id));
    for (const { id } of this.options.deployed.healthChecks.filter(check => !unobserved.has(check.id))) {
      const Value = fleet.isHealthy(id) ? 1 : 0;
      const Dimensions = dimensions({ HealthCheckId: id });
      this.add(HEALTH_METRICS_REGION, 'AWS/Route53', { MetricName: 'HealthCheckStatus', Value, Dimensions });
    }
  }

  /** Where the app has no stack, no alarm of it reads anything. */
  private add(region: string, namespace: string, datum: MetricDatum): void {
    const { cloud } = this.options;
    if (!cloud.regions.some(({ name }) => name === region) || !cloud.isUp(region)) return;
    const ofRegion = this.pending.get(region) ?? new Map<string, MetricDatum[]>();
    ofRegion.set(namespace, [...(ofRegion.get(namespace) ?? []), datum].slice(-MOST_AT_ONCE));
    this.pending.set(region, ofRegion);
  }

  private async deliver(region: string, namespaces: ReadonlyMap<string, MetricDatum[]>): Promise<void> {
    for (const [Namespace, MetricData] of namespaces) {
      const command = new PutMetricDataCommand({ Namespace, MetricData });
      try {
        await this.clients.metrics(region).send(command, within(PATIENCE_MILLIS, this.stopping.signal));
      } catch (error) {
        // A region that has gone meanwhile has lost them.
        if (isServiceError(error)) this.problems.push(`metrics of ${Namespace} in ${region}: ${error.message}`);
      }
    }
  }
}

function dimensions(values: Record<string, string>): Dimension[] {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}
