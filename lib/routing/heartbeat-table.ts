import { createHash } from 'crypto';
import { type Attribute, AttributeType, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { grantKey } from '../permissions/encryption-keys';
import { keysOf, type ReplicatedKeys } from '../regions/replicated-keys';

/** A value of DynamoDB; a binary one is written in base64. */
interface KeyValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
}

/** Where a table keeps the heartbeats; `lib/runtime/health/heartbeat.ts` reads it. */
export interface HeartbeatTable {
  readonly name: string;
  /** Key of the heartbeat of each region. */
  readonly keys: Readonly<Record<string, Readonly<Record<string, KeyValue>>>>;
}

const PREFIX = 'cdk-resilient-serverless:heartbeat:';

/** The tables that are replicated to other regions, and so tell what has arrived from there. */
export function replicated(tables: readonly ITable[]): ITable[] {
  return tables.filter(table => (keysOf(table)?.regions.length ?? 0) > 1);
}

/** The heartbeats of all regions in a replicated table. */
export function heartbeatTable(table: ITable): HeartbeatTable {
  const keys = keysOf(table)!;
  return {
    name: table.tableName,
    keys: Object.fromEntries(keys.regions.map(region => [region, keyOf(keys, region)])),
  };
}

/** Lets a function read every heartbeat, and write that of its region. */
export function grantHeartbeat(table: ITable, handler: IFunction, region: string): void {
  const keys = keysOf(table)!;
  const grant = (action: string, regions: readonly string[]): void => {
    // The condition compares texts: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    const isText = keys.partitionKey.type === AttributeType.STRING;
    const conditions = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': regions.map(each => PREFIX + each) } };
    handler.addToRolePolicy(
      new PolicyStatement({ actions: [action], resources: [table.tableArn], ...(isText && { conditions }) }),
    );
  };
  grant('dynamodb:GetItem', keys.regions);
  grant('dynamodb:UpdateItem', [region]);
  grantKey(table.encryptionKey, handler, 'kms:Encrypt', 'kms:DescribeKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo');
}

function keyOf({ partitionKey, sortKey }: ReplicatedKeys, region: string): Record<string, KeyValue> {
  return Object.fromEntries(
    [partitionKey, sortKey]
      .filter(attribute => attribute !== undefined)
      .map(attribute => [attribute.name, valueOf(attribute, region)]),
  );
}

/** A value that no item of the user's has. */
function valueOf({ type }: Attribute, region: string): KeyValue {
  const text = PREFIX + region;
  if (type === AttributeType.STRING) return { S: text };
  if (type === AttributeType.BINARY) return { B: Buffer.from(text).toString('base64') };
  const digits = BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 16)}`);
  return { N: `-9.${digits}e120` };
}
