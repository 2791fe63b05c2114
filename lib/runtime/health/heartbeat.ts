import { type AttributeValue, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { comebackOf, type Beat, type Comeback, type ComebackLimits } from './comeback';

/** Where a table keeps the heartbeats; `lib/routing/heartbeat-table.ts` writes it. */
export interface HeartbeatTable {
  readonly name: string;
  /** Key of the heartbeat of each region, this one's among them. */
  readonly keys: Readonly<Record<string, Record<string, AttributeValue>>>;
}

/** As the environment has it: a binary value in base64. */
export function readHeartbeatTable({ name, keys }: HeartbeatTable): HeartbeatTable {
  return { name, keys: mapValues(keys, key => mapValues(key, toValue)) };
}

function toValue(value: AttributeValue): AttributeValue {
  return value.B === undefined ? value : { B: Buffer.from(value.B as unknown as string, 'base64') };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** Names that no index of the table is likely to have. */
const [AT, WELL_AT, HELD_SINCE] = ['heartbeatAt', 'heartbeatWellAt', 'heartbeatHeldSince'];

/** The heartbeats of all regions in one table, as this region's replica has them. */
export class Heartbeat {
  constructor(
    private readonly dynamo: Pick<DynamoDBClient, 'send'>,
    private readonly table: HeartbeatTable,
    private readonly region: string,
    private readonly limits: ComebackLimits,
    private readonly now: () => number = Date.now,
  ) {}

  /** Reads every heartbeat, and says whether this region has to wait. */
  async look(abortSignal: AbortSignal): Promise<Comeback> {
    const others = Object.keys(this.table.keys).filter(region => region !== this.region);
    const [own, ...theirs] = await Promise.all([this.region, ...others].map(region => this.read(region, abortSignal)));
    return comebackOf(own, theirs, this.now(), this.limits);
  }

  /** Writes this region's heartbeat: the way of every write, with the table's key and this function's rights. */
  async beat(well: boolean, { heldSince }: Comeback, abortSignal: AbortSignal): Promise<void> {
    const now = { N: String(this.now()) };
    const set = [
      `${AT} = :now`,
      ...(well ? [`${WELL_AT} = :now`] : []),
      ...(heldSince ? [`${HELD_SINCE} = :held`] : []),
    ];
    const command = new UpdateItemCommand({
      TableName: this.table.name,
      Key: this.table.keys[this.region],
      UpdateExpression: `SET ${set.join(', ')}${heldSince ? '' : ` REMOVE ${HELD_SINCE}`}`,
      ExpressionAttributeValues: { ':now': now, ...(heldSince && { ':held': { N: String(heldSince) } }) },
    });
    await this.dynamo.send(command, { abortSignal });
  }

  private async read(region: string, abortSignal: AbortSignal): Promise<Beat> {
    const Key = this.table.keys[region];
    const command = new GetItemCommand({ TableName: this.table.name, Key, ConsistentRead: true });
    const { Item = {} } = await this.dynamo.send(command, { abortSignal });
    return { at: numberOf(Item[AT]), wellAt: numberOf(Item[WELL_AT]), heldSince: numberOf(Item[HELD_SINCE]) };
  }
}

function numberOf(value: AttributeValue | undefined): number | undefined {
  return value?.N === undefined ? undefined : Number(value.N);
}
