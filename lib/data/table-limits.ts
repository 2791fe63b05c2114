import { RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { DYNAMODB } from '../limits/dynamodb';
import { isWholeWithin, isWithin } from '../limits/range';
import { fail, type Problems } from '../private/errors';
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
import { checkKnownRegion, checkOnePartition } from '../regions/known-regions';
import { regionalStacksOf } from '../regions/regional-part';
import { regionOf, RegionalScope } from '../regions/regional-scope';
import { type ReplicatedTableProps } from './replicated-table-props';

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

/** Throws all that is wrong with the props of a table. */
export function validateTableProps(scope: IConstruct, props: ReplicatedTableProps): void {
  validateProps(scope, props, KNOWN_PROPS, problems => {
    if (props.partitionKey?.name === undefined) {
      problems.add(
        'PropMissing',
        `"partitionKey" is missing; give the attribute that finds an item, such as { name: 'key', type: AttributeType.STRING }`,
      );
    }
    checkReplicas(scope, props, problems);
    checkRecoveryPeriod(props, problems);
    checkLatency(props, problems);
  });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export function validateTableName(scope: IConstruct, name: string): void {
  if (Token.isUnresolved(name)) return;
  if (!/^[a-zA-Z0-9_.-]+$/.test(name) || !isWithin(name.length, DYNAMODB.tableName)) {
    fail(
      scope,
      'TableNameInvalid',
      `the table's name is "${name}"; DynamoDB takes ${DYNAMODB.tableName.least} to ${DYNAMODB.tableName.most} letters, digits, "_", "." and "-", give such a "tableName"`,
    );
  }
}

function checkReplicas(scope: IConstruct, { replicaRegions }: ReplicatedTableProps, problems: Problems): void {
  if (replicaRegions === undefined) return;
  const home = regionOf(regionalStacksOf(scope)[0]);
  if (RegionalScope.of(scope) !== undefined) {
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

function checkRecoveryPeriod({ recoveryPeriod: period }: ReplicatedTableProps, problems: Problems): void {
  if (period === undefined) return;
  if (period.isUnresolved()) {
    problems.add(
      'RecoveryPeriodUnresolved',
      '"recoveryPeriod" is only known at deployment (it is a token), and CDK judges it before; give a plain duration',
    );
    return;
  }
  const days = period.toDays({ integral: false });
  if (!isWholeWithin(days, DYNAMODB.recoveryDays)) {
    problems.add(
      'RecoveryPeriodOutOfRange',
      `"recoveryPeriod" is ${days} days; DynamoDB keeps whole days, from 1 to ${DYNAMODB.recoveryDays.most}`,
    );
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
