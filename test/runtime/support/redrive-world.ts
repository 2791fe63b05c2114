import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Ledger } from '../../../lib/runtime/redrive/ledger';
import { type RedriveContext } from '../../../lib/runtime/redriver';

type Item = Record<string, AttributeValue>;

/** A message of a queue, hidden until a time. */
interface Stored {
  readonly MessageId: string;
  readonly Body: string;
  readonly sentAt: number;
  visibleAt: number;
}

/** What a mover calls, in memory, with a process that can die at any call, before or after it took effect. */
export class RedriveWorld {
  time = 1_000_000;
  letters: Stored[] = [];
  readonly invoked: string[] = [];
  readonly poison: string[] = [];
  readonly items = new Map<string, Item>();
  ringing: string[] = [];
  /** Fails a delivery to the target in the place of the service. */
  refuse: (payload: string) => Error | undefined = () => undefined;
  calls = 0;
  private diesAt = Infinity;
  private diesAfterEffect = false;
  private nextId = 0;

  /** The process ends at its so many-th call from now on. */
  kill(call: number, afterEffect: boolean): void {
    this.calls = 0;
    [this.diesAt, this.diesAfterEffect] = [call, afterEffect];
  }

  revive(): void {
    this.diesAt = Infinity;
    this.time += 120_000;
  }

  fail(Body: string): void {
    this.letters.push({ MessageId: `m${this.nextId++}`, Body, sentAt: this.time, visibleAt: 0 });
  }

  /** Times at which nobody knew, as the ledger has them. */
  get ambiguous(): number {
    return [...this.items.values()].reduce((sum, item) => sum + Number(item.ambiguous?.N ?? 0), 0);
  }

  context(): RedriveContext {
    const send = (command: { constructor: { name: string }; input: Record<string, unknown> }) =>
      this.call(() => this.answer(command.constructor.name, command.input));
    const client = { send } as never;
    return {
      sqs: client,
      lambda: client,
      cloudwatch: client,
      ledger: new Ledger(client, 'ledger', () => this.time),
      poisonQueue: 'poison',
      now: () => this.time,
      sleep: async milliseconds => void (this.time += milliseconds),
    };
  }

  private async call(effect: () => unknown): Promise<unknown> {
    await Promise.resolve();
    const number = ++this.calls;
    if (number > this.diesAt || (number === this.diesAt && !this.diesAfterEffect)) throw new Error('killed');
    const answer = effect();
    if (number === this.diesAt) throw new Error('killed');
    return answer;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  private answer(command: string, input: any): unknown {
    switch (command) {
      case 'ReceiveMessageCommand':
        return { Messages: this.receive(input.MaxNumberOfMessages, input.VisibilityTimeout) };
      case 'DeleteMessageCommand':
        this.letters = this.letters.filter(({ MessageId }) => MessageId !== input.ReceiptHandle);
        return {};
      case 'SendMessageCommand':
        if (input.QueueUrl === 'poison') return this.poison.push(input.MessageBody);
        return this.deliver(input.MessageBody);
      case 'InvokeCommand':
        return this.deliver(input.Payload);
      case 'GetQueueAttributesCommand':
        return { Attributes: { ApproximateNumberOfMessages: String(this.letters.length) } };
      case 'DescribeAlarmsCommand':
        return { MetricAlarms: this.ringing.map(AlarmName => ({ AlarmName, StateValue: 'ALARM' })) };
      case 'GetItemCommand':
        return { Item: this.items.get(keyOf(input.Key)) };
      case 'PutItemCommand':
        return this.put(input);
      case 'UpdateItemCommand':
        return this.update(input);
      default:
        throw new Error(`the world has no ${command}`);
    }
  }

  private receive(count: number, visibility: number): object[] {
    const visible = this.letters.filter(({ visibleAt }) => visibleAt <= this.time).slice(0, count);
    for (const letter of visible) letter.visibleAt = this.time + visibility * 1000;
    return visible.map(({ MessageId, Body, sentAt }) => ({
      ...{ MessageId, Body, ReceiptHandle: MessageId },
      Attributes: { SentTimestamp: String(sentAt) },
    }));
  }

  private deliver(payload: string): object {
    const refusal = this.refuse(payload);
    if (refusal) throw refusal;
    this.time += 1;
    this.invoked.push(payload);
    return {};
  }

  private put({ Item: item, ConditionExpression: condition, ExpressionAttributeValues: values }: PutInput): object {
    const before = this.items.get(keyOf(item));
    const holds =
      condition === undefined ||
      before === undefined ||
      (condition.includes('holder') &&
        (before.holder.S === values![':holder'].S || Number(before.until.N) < Number(values![':now'].N)));
    if (!holds) throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
    this.items.set(keyOf(item), item);
    return {};
  }

  private update({ Key, UpdateExpression, ExpressionAttributeNames: names = {}, ...rest }: UpdateInput): object {
    const item: Item = { ...Key, ...this.items.get(keyOf(Key)) };
    const value = (name: string): AttributeValue => rest.ExpressionAttributeValues[name];
    for (const [, name, optional, given] of UpdateExpression.matchAll(/([#\w]+) = (if_not_exists\([#\w]+, )?(:\w+)/g)) {
      const real = names[name] ?? name;
      if (!optional || item[real] === undefined) item[real] = value(given);
    }
    for (const [, name, given] of UpdateExpression.matchAll(/ADD (\w+) (:\w+)/g)) {
      item[name] = { N: String(Number(item[name]?.N ?? 0) + Number(value(given).N)) };
    }
    this.items.set(keyOf(Key), item);
    return {};
  }
}

interface PutInput {
  readonly Item: Item;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
}

interface UpdateInput {
  readonly Key: Item;
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues: Item;
}

function keyOf({ identity, letter }: Item): string {
  return `${identity.S} ${letter.S}`;
}
