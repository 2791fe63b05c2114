import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type DynamoDBStreamsClient,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import { within } from '../cloud/regional-clients.js';
import { type Change, type Item } from './table-journal.js';
import { type Replica } from './replica-tables.js';

/** Real time that a read may take before the region counts as unreachable. */
const PATIENCE_MILLIS = 2000;
/** The emulator's sequence numbers begin with the real milliseconds of the change, in so many digits. */
const MILLIS_DIGITS = 20;

/**
 * Reads a table's stream from its beginning, in order, each record once. A read that fails or hangs leaves the position
 * where it was, so that reading goes on there when the region is back.
 */
export class StreamReader {
  private iterator: string | undefined;
  private lastSequence: string | undefined;

  constructor(
    private readonly replica: Replica,
    private readonly client: DynamoDBStreamsClient,
  ) {}

  /** The changes since the last read, at most one page. */
  async read(signal: AbortSignal): Promise<Change[]> {
    this.iterator ??= await this.position(signal);
    try {
      const command = new GetRecordsCommand({ ShardIterator: this.iterator });
      const { Records = [], NextShardIterator } = await this.client.send(command, within(PATIENCE_MILLIS, signal));
      this.iterator = NextShardIterator;
      this.lastSequence = Records.at(-1)?.dynamodb?.SequenceNumber ?? this.lastSequence;
      return Records.map(record => this.changeOf(record));
    } catch (error) {
      if ((error as Error).name === 'ExpiredIteratorException') this.iterator = undefined;
      throw error;
    }
  }

  private async position(signal: AbortSignal): Promise<string | undefined> {
    const StreamArn = this.replica.streamArn;
    const described = await this.client.send(new DescribeStreamCommand({ StreamArn }), within(PATIENCE_MILLIS, signal));
    const ShardId = described.StreamDescription?.Shards?.[0]?.ShardId;
    const from = this.lastSequence
      ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: this.lastSequence } as const)
      : ({ ShardIteratorType: 'TRIM_HORIZON' } as const);
    const command = new GetShardIteratorCommand({ StreamArn, ShardId, ...from });
    return (await this.client.send(command, within(PATIENCE_MILLIS, signal))).ShardIterator;
  }

  private changeOf({ dynamodb }: _Record): Change {
    return {
      region: this.replica.region,
      key: (dynamodb?.Keys ?? {}) as Item,
      image: (dynamodb?.NewImage as Item | undefined) ?? null,
      at: Number(dynamodb?.SequenceNumber?.slice(0, MILLIS_DIGITS)),
    };
  }
}
