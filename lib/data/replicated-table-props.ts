import {
  type Attribute,
  type GlobalSecondaryIndexPropsV2,
  type LocalSecondaryIndexProps,
  type WarmThroughput,
} from 'aws-cdk-lib/aws-dynamodb';
import { type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { type Alarms } from '../observability';
import { type Conflicts } from './conflicts';

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
