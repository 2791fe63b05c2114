import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A table in memory that understands the conditions and updates of this library's handlers, as DynamoDB documents them. */
export class MemoryTable {
  readonly items = new Map<string, Item>();

  constructor(private readonly partitionKey: string) {}

  /** Does an `UpdateItem`, or throws what DynamoDB throws. */
  update(input: UpdateItemCommandInput): void {
    const id = input.Key![this.partitionKey].S!;
    const before = this.items.get(id);
    if (input.ConditionExpression && !new Condition(input, before ?? {}).holds()) {
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    }
    this.items.set(id, { ...before, ...input.Key, ...assignments(input) });
  }
}

function assignments({
  UpdateExpression,
  ExpressionAttributeNames,
  ExpressionAttributeValues,
}: UpdateItemCommandInput): Item {
  const pairs = [...UpdateExpression!.matchAll(/(#\w+) = (:\w+)/g)];
  return Object.fromEntries(
    pairs.map(([, name, value]) => [ExpressionAttributeNames![name], ExpressionAttributeValues![value]]),
  );
}

/** `OR` over `AND` over comparisons, `attribute_not_exists` and parentheses. */
class Condition {
  private readonly tokens: string[];

  constructor(
    private readonly input: UpdateItemCommandInput,
    private readonly item: Item,
  ) {
    this.tokens = input.ConditionExpression!.match(/[#:]?\w+|<>|<=|>=|[<>=()]/g)!;
  }

  holds(): boolean {
    const result = this.either();
    if (this.tokens.length > 0) throw new Error(`left over in a condition: ${this.tokens.join(' ')}`);
    return result;
  }

  private either(): boolean {
    let result = this.both();
    while (this.takes('OR')) result = this.both() || result;
    return result;
  }

  private both(): boolean {
    let result = this.one();
    while (this.takes('AND')) result = this.one() && result;
    return result;
  }

  private one(): boolean {
    if (this.takes('(')) return this.closed(this.either());
    if (this.takes('attribute_not_exists')) {
      this.takes('(');
      return this.closed(this.valueOf(this.tokens.shift()!) === undefined);
    }
    const [left, operator, right] = this.tokens.splice(0, 3);
    return compare(this.valueOf(left), operator, this.valueOf(right));
  }

  private closed(result: boolean): boolean {
    if (!this.takes(')')) throw new Error('a condition lacks a parenthesis');
    return result;
  }

  private takes(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }

  private valueOf(placeholder: string): string | undefined {
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = this.input;
    const value = placeholder.startsWith('#') ? this.item[names![placeholder]] : values![placeholder];
    return value?.S ?? value?.N;
  }
}

/** A comparison with an attribute that is not there is false. */
function compare(left: string | undefined, operator: string, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (operator === '<') return left < right;
  throw new Error(`no operator ${operator} here`);
}
