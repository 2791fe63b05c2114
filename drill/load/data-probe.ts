import { DescribeTableCommand, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { type GlobalTableSpec } from '../assembly/model.js';
import { within, type RegionalClients } from '../cloud/regional-clients.js';
import { type ProbeKey } from './ledger.js';

/** Attribute by which the drill knows its own items. */
export const MARKER = 'cdkFailoverDrill';
/** Real time for the calls around the load. */
const PATIENCE_MILLIS = 10_000;

/** One attribute of a table's key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** Writes items of the drill's own into a global table, as a client of a region would: no app code takes part. */
export class DataProbe {
  /** Reads the table's key from its home region. */
  static async of(table: GlobalTableSpec, clients: RegionalClients): Promise<DataProbe> {
    const command = new DescribeTableCommand({ TableName: table.tableName });
    const { Table } = await clients.dynamo(table.homeRegion).send(command, within(PATIENCE_MILLIS));
    const types = new Map((Table?.AttributeDefinitions ?? []).map(it => [it.AttributeName, it.AttributeType]));
    const keys = (Table?.KeySchema ?? []).map(it => ({ name: it.AttributeName!, type: types.get(it.AttributeName)! }));
    return new DataProbe(table, keys, clients);
  }

  private constructor(
    readonly table: GlobalTableSpec,
    private readonly keys: readonly KeyAttribute[],
    private readonly clients: RegionalClients,
  ) {}

  /** Puts the item of an id; resolves when the region has acknowledged it. */
  async put(region: string, id: string, timeoutMillis: number): Promise<void> {
    const Item: Record<string, AttributeValue> = { ...this.keyOf(id), [MARKER]: { S: id } };
    const command = new PutItemCommand({ TableName: this.table.tableName, Item });
    await this.clients.dynamo(region).send(command, within(timeoutMillis));
  }

  /** The key under which an id is stored. */
  keyOf(id: string): ProbeKey {
    return probeKey(this.keys, id);
  }
}

/** A key that is unique for an id, whatever the types of its attributes. */
export function probeKey(keys: readonly KeyAttribute[], id: string): ProbeKey {
  const value = ({ type }: KeyAttribute): ProbeKey[string] => {
    if (type === 'N') return { N: numberOf(id) };
    return type === 'B' ? { B: Buffer.from(id) } : { S: id };
  };
  return Object.fromEntries(keys.map(key => [key.name, value(key)]));
}

/** The run and the count of an id as one number of at most 38 digits. */
function numberOf(id: string): string {
  const [, run, count] = id.split('-');
  return `${parseInt(run, 36)}${count}`;
}
