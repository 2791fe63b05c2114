import { type Alarm, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Billing, StreamViewType, TableEncryptionV2, TableV2, type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Annotations, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { Alarms } from '../observability';
import { type KeyArns, keyIn, checkKeys } from '../permissions/encryption-keys';
import { fail, Problems } from '../private/errors';
import { sharedName } from '../private/names';
import { regionalPart, showWarnings, regionalStacksOf } from '../regions/regional-part';
import { regionOf, RegionalScope } from '../regions/regional-scope';
import { noteKeys } from '../regions/replicated-keys';
import { DYNAMODB } from '../limits/dynamodb';
import { Conflicts } from './conflicts';
import { claimName } from './name-claims';
import { isKept } from './removal';
import { validateTableName, validateTableProps } from './table-limits';
import { type ReplicatedTableProps } from './replicated-table-props';

/**
 * A table that is the same in every region: a DynamoDB global table, eventually consistent.
 *
 * Guarantees that every replica has point-in-time recovery and deletion protection, and survives the deletion of its stack;
 * each region finds its replica by name, so that no stack refers to another.
 *
 * Creates the table with its replicas in the home region (the service's primary, or the stack's own), and in each region
 * that has a stack an alarm on the latency of its replication.
 *
 * Does not make replication synchronous. AWS gives about a second for it and promises nothing.
 *
 * @example
 * const files = new ReplicatedTable(service, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
 * files.inRegion(stack).grantReadWriteData(handler);
 */
export class ReplicatedTable extends Construct {
  /** The table, as the home region's stack holds it. Use `inRegion` to work with it. */
  readonly table: TableV2;

  /** Name of the table, the same in every region. */
  readonly tableName: string;

  /** Regions that have the table, the home region first. */
  readonly regions: string[];

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  private readonly home: Stack;
  private readonly hasIndex: boolean;
  private readonly keyArns?: KeyArns;
  private readonly keys: Pick<ReplicatedTableProps, 'partitionKey' | 'sortKey'>;

  constructor(scope: Construct, id: string, props: ReplicatedTableProps) {
    super(scope, id);
    this.home = regionalStacksOf(this)[0];
    validateTableProps(this, props);
    this.regions = [regionOf(this.home), ...this.replicaRegions(props)];
    this.validateKeys(props);
    this.keyArns = props.encryptionKeyArns;
    this.keys = { partitionKey: props.partitionKey, sortKey: props.sortKey };
    this.tableName = props.tableName ?? sharedName(this, DYNAMODB.tableName.most);
    validateTableName(this, this.tableName);
    this.claimNames();
    this.hasIndex = [...(props.globalSecondaryIndexes ?? []), ...(props.localSecondaryIndexes ?? [])].length > 0;

    this.table = this.createTable(props);
    this.alarms = this.createAlarms(props);
    this.bindConflicts(props.conflicts ?? Conflicts._byDefault());
    this.warnWhereWeaker(props);
    showWarnings(this);
  }

  /**
   * The table as a region sees it: its own replica, found by name. What is granted on it ends at the region's border.
   *
   * @param scope a stack of that region, or anything in it
   */
  inRegion(scope: IConstruct): ITableV2 {
    const stack = Stack.of(scope);
    const region = regionOf(stack);
    if (!this.regions.includes(region)) {
      fail(
        this,
        'ReplicaMissing',
        `"${stack.node.path}" is in "${region}", and the table is in ${this.regions.map(name => `"${name}"`).join(' and ')}; add "${region}" to the table's regions`,
      );
    }
    const part = regionalPart(this, stack);
    const existing = part.node.tryFindChild('Regional') as ITableV2 | undefined;
    return existing ?? this.importIn(part);
  }

  /**
   * Time from a write in a region until it appears in another one, in milliseconds; a metric of the writing region.
   *
   * @param receivingRegion region in which the write appears
   */
  metricReplicationLatency(receivingRegion: string, options?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/DynamoDB',
      metricName: 'ReplicationLatency',
      dimensionsMap: { TableName: this.tableName, ReceivingRegion: receivingRegion },
      statistic: 'Average',
      ...options,
    });
  }

  private claimNames(): void {
    const { tableName: name } = this;
    if (Token.isUnresolved(name)) return;
    for (const region of this.regions) claimName(this, this.home, { kind: 'table', name, region, prop: 'tableName' });
  }

  private validateKeys({ encryptionKeyArns }: ReplicatedTableProps): void {
    Problems.collect(this, problems => {
      checkKeys(encryptionKeyArns, this.regions, problems);
    });
  }

  private replicaRegions(props: ReplicatedTableProps): string[] {
    return props.replicaRegions ?? regionalStacksOf(this).slice(1).map(regionOf);
  }

  private createTable(props: ReplicatedTableProps): TableV2 {
    return new TableV2(regionalPart(this, this.home), 'Table', {
      tableName: this.tableName,
      partitionKey: props.partitionKey,
      sortKey: props.sortKey,
      billing: Billing.onDemand(),
      warmThroughput: props.warmThroughput,
      globalSecondaryIndexes: props.globalSecondaryIndexes,
      localSecondaryIndexes: props.localSecondaryIndexes,
      timeToLiveAttribute: props.timeToLiveAttribute,
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: this.renderEncryption(),
      deletionProtection: props.deletionProtection ?? true,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: props.recoveryPeriod?.toDays() ?? DYNAMODB.recoveryDays.most,
      },
      replicas: this.regions.slice(1).map(region => ({ region })),
    });
  }

  private renderEncryption(): TableEncryptionV2 | undefined {
    const [home, ...others] = this.regions;
    const key = keyIn(regionalPart(this, this.home), this.keyArns, home);
    return (
      key &&
      TableEncryptionV2.customerManagedKey(key, Object.fromEntries(others.map(name => [name, this.keyArns![name]])))
    );
  }

  private importIn(part: Construct): ITableV2 {
    const isHome = Stack.of(part) === this.home;
    const table = TableV2.fromTableAttributes(part, 'Regional', {
      // A reference inside of the home stack, so that what uses the table waits for it there.
      tableName: isHome ? this.table.tableName : this.tableName,
      tableStreamArn: isHome ? this.table.tableStreamArn : undefined,
      grantIndexPermissions: this.hasIndex,
      encryptionKey: keyIn(part, this.keyArns, regionOf(part)),
    });
    noteKeys(table, { ...this.keys, regions: this.regions });
    return table;
  }

  private createAlarms(props: ReplicatedTableProps): Alarm[] {
    const threshold = (props.replicationLatency ?? Duration.minutes(1)).toMilliseconds();
    return regionalStacksOf(this).flatMap(stack => {
      const others = this.regions.filter(region => region !== regionOf(stack));
      return (props.alarms ?? Alarms.recommended())._bind(
        regionalPart(this, stack),
        others.map(region => ({
          id: `ReplicationLatencyTo-${region}`,
          signal: 'failure' as const,
          metric: this.metricReplicationLatency(region),
          threshold,
          period: Duration.minutes(1),
          evaluationPeriods: 5,
          description: `Writes to ${this.node.path} reach ${region} late: a failover now would lose those under way`,
        })),
      );
    });
  }

  private bindConflicts(conflicts: Conflicts): void {
    const regions = RegionalScope.of(this)?.regions;
    conflicts._bind(this, regions?.all.filter(region => regions.expectsTraffic(region)) ?? []);
  }

  private warnWhereWeaker(props: ReplicatedTableProps): void {
    const annotations = Annotations.of(this);
    if (this.regions.length === 1) {
      annotations.addWarningV2(
        'cdk-resilient-serverless:noReplica',
        `the table is in "${this.regions[0]}" only, and lost with it; give "replicaRegions"`,
      );
    }
    if (props.deletionProtection === false) {
      annotations.addWarningV2(
        'cdk-resilient-serverless:noDeletionProtection',
        'the table may be deleted by one call, in every region at once; leave "deletionProtection" on',
      );
    }
    if (!isKept(props.removalPolicy)) {
      annotations.addWarningV2(
        'cdk-resilient-serverless:tableNotRetained',
        'the table and its items go when it leaves the template; leave "removalPolicy" at RETAIN',
      );
    }
  }
}
