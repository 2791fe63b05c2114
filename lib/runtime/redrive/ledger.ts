import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Letter } from './letter';

/** Where a letter goes: back to where it failed, or aside. */
export type Way = 'target' | 'poison';

/**
 * What is known of a letter. `SENDING` means that it was about to be sent and may have been; `SENT` that it was accepted;
 * `REFUSED` that it surely was not.
 */
type State = 'SENDING' | 'SENT' | 'REFUSED';

/** What the ledger has of a letter. */
export interface Entry {
  readonly state: State;
  readonly attempt: number;
  readonly way: Way;
}

/** Item of an identity that says when each attempt at it began. */
const HISTORY = 'HISTORY';
const LOCK = 'LOCK';
const KEPT_SECONDS = 90 * 86_400;

/** Every letter that was ever moved, by what it is about. */
export class Ledger {
  constructor(
    private readonly dynamodb: Pick<DynamoDBClient, 'send'>,
    private readonly tableName: string,
    private readonly now: () => number,
  ) {}

  /** What is known of a letter; undefined for one that was never looked at. */
  async find(identity: string, letter: Letter): Promise<Entry | undefined> {
    const item = await this.get(identity, letter.id);
    if (!item) return undefined;
    return { state: item.state.S as State, attempt: Number(item.attempt.N), way: item.way.S as Way };
  }

  /**
   * Which attempt a letter asks for: one more than those that had begun before it failed. Letters of equal events that wait
   * side by side ask for the same one.
   */
  async nextAttempt(identity: string, letter: Letter): Promise<number> {
    const item = await this.get(identity, HISTORY);
    const began = Object.entries(item ?? {}).filter(([name]) => /^began\d+$/.test(name));
    return 1 + began.filter(([, { N }]) => Number(N) < letter.failedAt).length;
  }

  /** Says that a letter is about to be sent; undefined where another mover has just said so. */
  async begin(identity: string, letter: Letter, way: Way, attempt: number): Promise<Entry | undefined> {
    const written = await this.unless('attribute_not_exists(letter)', {
      ...key(identity, letter.id),
      ...{ state: { S: 'SENDING' }, way: { S: way }, attempt: { N: String(attempt) }, ...this.times() },
    });
    return written ? { state: 'SENDING', attempt, way } : undefined;
  }

  /** Notes when an attempt at an event began, once: a letter that came later is of that attempt, or of one after it. */
  async note(identity: string, attempt: number): Promise<void> {
    await this.dynamodb.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: key(identity, HISTORY),
        UpdateExpression: 'SET #began = if_not_exists(#began, :now), expires = :expires',
        ExpressionAttributeNames: { '#began': `began${attempt}` },
        ExpressionAttributeValues: { ':now': { N: String(this.now()) }, ':expires': this.times().expires },
      }),
    );
  }

  /** Sends a letter aside that was to go to the target. */
  async turnAside(identity: string, letter: Letter): Promise<void> {
    await this.dynamodb.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: key(identity, letter.id),
        UpdateExpression: 'SET way = :poison',
        ExpressionAttributeValues: { ':poison': { S: 'poison' } },
      }),
    );
  }

  /** Notes what became of a letter; `ambiguous` adds to the times at which nobody knew. */
  async mark(identity: string, letter: Letter, state: State, ambiguous = 0): Promise<void> {
    await this.dynamodb.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: key(identity, letter.id),
        UpdateExpression: 'SET #state = :state, #at = :at ADD ambiguous :ambiguous',
        ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: {
          ':state': { S: state },
          ':at': this.times().at,
          ':ambiguous': { N: String(ambiguous) },
        },
      }),
    );
  }

  /** Whether this execution may move the letters of a queue: one does at a time, and one that died holds nobody for long. */
  async lock(queueUrl: string, holder: string, seconds: number): Promise<boolean> {
    return this.unless(
      'attribute_not_exists(holder) OR holder = :holder OR #until < :now',
      {
        ...key(queueUrl, LOCK),
        ...{ holder: { S: holder }, until: { N: String(this.now() + seconds * 1000) }, ...this.times() },
      },
      { ':holder': { S: holder }, ':now': { N: String(this.now()) } },
      { '#until': 'until' },
    );
  }

  /** Writes how an execution ended, and lets the next one in. */
  async close(queueUrl: string, holder: string, result: Record<string, string | number>): Promise<void> {
    const values = Object.entries(result).map(([name, value]): [string, AttributeValue] => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]);
    await this.dynamodb.send(
      new PutItemCommand({
        TableName: this.tableName,
        Item: { ...key(queueUrl, `RUN ${holder}`), ...Object.fromEntries(values), ...this.times() },
      }),
    );
    await this.lock(queueUrl, holder, 0);
  }

  private async unless(
    condition: string,
    Item: Record<string, AttributeValue>,
    values?: Record<string, AttributeValue>,
    names?: Record<string, string>,
  ): Promise<boolean> {
    try {
      await this.dynamodb.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
          ExpressionAttributeNames: names,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  private async get(identity: string, letter: string): Promise<Record<string, AttributeValue> | undefined> {
    const request = { TableName: this.tableName, Key: key(identity, letter), ConsistentRead: true };
    return (await this.dynamodb.send(new GetItemCommand(request))).Item;
  }

  private times(): { at: AttributeValue; expires: AttributeValue } {
    const now = this.now();
    return { at: { S: new Date(now).toISOString() }, expires: { N: String(Math.floor(now / 1000) + KEPT_SECONDS) } };
  }
}

function key(identity: string, letter: string): Record<string, AttributeValue> {
  return { identity: { S: identity }, letter: { S: letter } };
}
