import { type Alarm, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Billing,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
  type Attribute,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  type LocalSecondaryIndexProps,
  type WarmThroughput,
} from 'aws-cdk-lib/aws-dynamodb';
import { Annotations, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { Alarms } from '../observability';
import { type KeyArns, keyIn, checkKeys } from '../permissions/encryption-keys';
import { fail, Problems } from '../private/errors';
import { checkKnownRegion, checkOnePartition } from '../regions/known-regions';
import { sharedName } from '../private/names';
import {
  duration,
  flag,
  listOf,
  objectWith,
  oneOf,
  options,
  text,
  validateProps,
  type PropKinds,
} from '../private/props';
import { regionalPart, showWarnings, regionalStacksOf } from '../regions/regional-part';
import { regionOf, RegionalScope } from '../regions/regional-scope';
import { noteKeys } from '../regions/replicated-keys';
import { DYNAMODB } from '../limits/dynamodb';
import { isWholeWithin, isWithin } from '../limits/range';
import { Conflicts } from './conflicts';
import { claimName } from './name-claims';
import { isKept } from './removal';

/** Keys and indexes of a table, its regions, and how it is protected. */
export interface ReplicatedTableProps {
  /** Attribute by which DynamoDB finds an item; it cannot be changed later. */
  readonly partitionKey: Attribute;

  /**
   * Attribute that orders the items of one partition key; it cannot be changed later.
   *
   * @default - items are found by the partition key alone
   */
  readonly sortKey?: Attribute;

  /**
   * Name of the table, the same in every region.
   *
   * @default - made of the construct's path
   */
  readonly tableName?: string;

  /**
   * Regions that get a replica, beside the stack's own. Below a service they are the service's and cannot be given.
   *
   * @default - the other regions of the service; none in a stack that belongs to no service (warns)
   */
  readonly replicaRegions?: string[];

  /**
   * Further ways to find items.
   *
   * @default - items are found by their key alone
   */
  readonly globalSecondaryIndexes?: GlobalSecondaryIndexPropsV2[];

  /**
   * Further orders of the items of one partition. They cannot be added later.
   *
   * @default - one order, by the sort key
   */
  readonly localSecondaryIndexes?: LocalSecondaryIndexProps[];

  /**
   * What becomes of two writes to one item in two regions, where several regions of the service answer.
   *
   * @default - the later one stays (warns where several regions answer)
   */
  readonly conflicts?: Conflicts;

  /**
   * Number attribute with the second since 1970 after which DynamoDB deletes an item.
   *
   * @default - items stay
   */
  readonly timeToLiveAttribute?: string;

  /**
   * How far back each replica can be restored: 1 to 35 days, into a new table.
   *
   * @default Duration.days(35)
   */
  readonly recoveryPeriod?: Duration;

  /**
   * ARNs of KMS keys by region, one for each region that has the table: `{ 'us-east-1': 'arn:aws:kms:us-east-1:…' }`. They
   * are text because the home region makes every replica.
   *
   * @default - DynamoDB encrypts with keys of its own
   */
  readonly encryptionKeyArns?: { [region: string]: string };

  /**
   * Whether each replica refuses to be deleted, through CloudFormation too.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;

  /**
   * What becomes of the table when it leaves the template. A first deployment that fails leaves it too, because deletion
   * protection would stop the rollback: see docs/replicated-table.md for the way out.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Reads and writes a second that every region takes at once. Writes keep a standby warm because they are replicated,
   * reads do not: what exceeds it after a failover is throttled until DynamoDB has followed. It can be raised only, and is
   * billed when it is.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
   *
   * @default - DynamoDB's own: 12,000 reads and 4,000 writes for a new table
   */
  readonly warmThroughput?: WarmThroughput;

  /**
   * Replication latency from which an alarm is raised, when it lasts five minutes.
   *
   * @default Duration.minutes(1)
   */
  readonly replicationLatency?: Duration;

  /**
   * Alarms on the replication out of each region.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<ReplicatedTableProps> = {
  partitionKey: options,
  sortKey: options,
  tableName: text,
  replicaRegions: listOf(text),
  globalSecondaryIndexes: listOf(options),
  localSecondaryIndexes: listOf(options),
  conflicts: objectWith('isAccepted', 'Conflicts, such as Conflicts.accepted()'),
  timeToLiveAttribute: text,
  recoveryPeriod: duration,
  encryptionKeyArns: options,
  deletionProtection: flag,
  removalPolicy: oneOf(RemovalPolicy),
  warmThroughput: options,
  replicationLatency: duration,
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

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
    this.validateProps(props);
    this.regions = [regionOf(this.home), ...this.replicaRegions(props)];
    this.validateKeys(props);
    this.keyArns = props.encryptionKeyArns;
    this.keys = { partitionKey: props.partitionKey, sortKey: props.sortKey };
    this.tableName = props.tableName ?? sharedName(this, DYNAMODB.tableName.most);
    this.validateName();
    this.hasIndex = [...(props.globalSecondaryIndexes ?? []), ...(props.localSecondaryIndexes ?? [])].length > 0;

    this.table = this.createTable(props);
    this.alarms = this.createAlarms(props);
    const regions = RegionalScope.of(this)?.regions;
    const writers = regions?.all.filter(region => regions.expectsTraffic(region)) ?? [];
    (props.conflicts ?? Conflicts._byDefault())._bind(this, writers);
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

  private validateProps(props: ReplicatedTableProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.partitionKey?.name === undefined) {
        problems.add(
          'PropMissing',
          `"partitionKey" is missing; give the attribute that finds an item, such as { name: 'key', type: AttributeType.STRING }`,
        );
      }
      this.checkReplicas(props, problems);
      if (props.recoveryPeriod?.isUnresolved()) {
        problems.add(
          'RecoveryPeriodUnresolved',
          '"recoveryPeriod" is only known at deployment (it is a token), and CDK judges it before; give a plain duration',
        );
      }
      const days = props.recoveryPeriod?.isUnresolved() ? 1 : (props.recoveryPeriod?.toDays({ integral: false }) ?? 1);
      if (!isWholeWithin(days, DYNAMODB.recoveryDays)) {
        problems.add(
          'RecoveryPeriodOutOfRange',
          `"recoveryPeriod" is ${days} days; DynamoDB keeps whole days, from 1 to ${DYNAMODB.recoveryDays.most}`,
        );
      }
      checkLatency(props, problems);
    });
  }

  private checkReplicas({ replicaRegions }: ReplicatedTableProps, problems: Problems): void {
    if (replicaRegions === undefined) return;
    const home = regionOf(this.home);
    if (RegionalScope.of(this) !== undefined) {
      problems.add(
        'ReplicaRegionsConflict',
        '"replicaRegions" is given, and the table is below a service, whose regions it has; leave "replicaRegions" out',
      );
    }
    if (replicaRegions.includes(home)) {
      problems.add(
        'ReplicaRegionRepeated',
        `replica region "${home}" is also the home region, which has the table already; remove it from "replicaRegions"`,
      );
    }
    if (new Set(replicaRegions).size !== replicaRegions.length) {
      problems.add(
        'ReplicaRegionRepeated',
        `"replicaRegions" names a region twice: ${replicaRegions.join(', ')}; name each once`,
      );
    }
    if (replicaRegions.some(region => Token.isUnresolved(region))) {
      problems.add(
        'ReplicaRegionUnresolved',
        'a replica region is only known at deployment (it is a token); give its name as plain text',
      );
    }
    replicaRegions.forEach(region => checkKnownRegion(region, problems));
    checkOnePartition([home, ...replicaRegions], problems);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
  private validateName(): void {
    const { tableName: name } = this;
    if (Token.isUnresolved(name)) return;
    if (!/^[a-zA-Z0-9_.-]+$/.test(name) || !isWithin(name.length, DYNAMODB.tableName)) {
      fail(
        this,
        'TableNameInvalid',
        `the table's name is "${name}"; DynamoDB takes ${DYNAMODB.tableName.least} to ${DYNAMODB.tableName.most} letters, digits, "_", "." and "-", give such a "tableName"`,
      );
    }
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

function checkLatency({ replicationLatency: latency }: ReplicatedTableProps, problems: Problems): void {
  if (!latency || latency.isUnresolved()) return;
  const milliseconds = latency.toMilliseconds({ integral: false });
  if (!Number.isFinite(milliseconds) || milliseconds <= 0) {
    problems.add(
      'ReplicationLatencyOutOfRange',
      `"replicationLatency" is ${milliseconds} ms; the alarm would ring for ever or never, give more than 0, such as Duration.minutes(1)`,
    );
  }
}
