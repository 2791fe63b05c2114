import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { ExecutionAlreadyExists } from '@aws-sdk/client-sfn';

type Input = Record<string, unknown>;
interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Input;
}
interface Version {
  readonly Version: string;
  readonly CodeSha256: string;
  readonly Description: string;
  readonly LastModified: string;
}

/** As much of Lambda, DynamoDB, CloudWatch and SNS as a recovery uses, with their rules; every call can be made the last one. */
export class Region {
  readonly versions: Version[] = [];
  latest = { CodeSha256: 'code-1', Description: 'as deployed', RevisionId: 'r0' };
  alias: { FunctionVersion: string; RevisionId: string; RoutingConfig?: Input } = {
    FunctionVersion: '1',
    RevisionId: 'a0',
  };
  readonly items = new Map<string, Input>();
  readonly messages: { subject: string; body: Input }[] = [];
  readonly told: Input[] = [];
  /** Executions that were started, by their name. */
  readonly started = new Map<string, Input>();
  ringing = true;
  now = Date.parse('2026-01-01T00:00:00Z');
  /** Calls that are left before the process dies; its call is carried out, the answer is lost. */
  callsLeft = Infinity;
  calls = 0;
  private revisions = 0;

  /** Publishes what is in `$LATEST`; Lambda makes no version where nothing differs. */
  publish(Description?: string): Version {
    const last = this.versions.at(-1);
    const description = Description ?? this.latest.Description;
    if (last && last.CodeSha256 === this.latest.CodeSha256 && last.Description === this.latest.Description) return last;
    const version = {
      Version: String(this.versions.length + 1),
      CodeSha256: this.latest.CodeSha256,
      Description: description,
      LastModified: new Date(this.now).toISOString(),
    };
    this.versions.push(version);
    return version;
  }

  /** What a deployment of other code does. */
  deploy(code: string): void {
    this.latest = { ...this.latest, CodeSha256: code, RevisionId: this.revision() };
    this.alias = { FunctionVersion: this.publish().Version, RevisionId: this.revision() };
  }

  readonly client = { send: (command: unknown) => this.send(command as Command) } as never;

  private async send({ constructor: { name }, input }: Command): Promise<unknown> {
    this.calls++;
    const answer = this.carryOut(name, input);
    if (this.callsLeft-- <= 0) throw new Error('the process is gone');
    return answer;
  }

  private carryOut(name: string, input: Input): unknown {
    switch (name) {
      case 'GetAliasCommand':
        return this.alias;
      case 'GetFunctionConfigurationCommand':
        return { ...this.latest };
      case 'ListVersionsByFunctionCommand':
        return { Versions: [{ Version: '$LATEST', ...this.latest }, ...this.versions] };
      case 'UpdateFunctionConfigurationCommand':
        this.requireRevision(input.RevisionId, this.latest.RevisionId);
        this.latest = { ...this.latest, Description: String(input.Description), RevisionId: this.revision() };
        return this.latest;
      case 'PublishVersionCommand':
        if (input.CodeSha256 !== this.latest.CodeSha256) throw new Error('CodeSha256 differs');
        return this.publish(String(input.Description));
      case 'UpdateAliasCommand':
        this.requireRevision(input.RevisionId, this.alias.RevisionId);
        this.alias = { FunctionVersion: String(input.FunctionVersion), RevisionId: this.revision() };
        return this.alias;
      case 'GetItemCommand':
        return { Item: this.items.get(JSON.stringify(input.Key)) };
      case 'PutItemCommand':
        return this.put(input);
      case 'UpdateItemCommand':
        return this.release(input);
      case 'DescribeAlarmsCommand':
        return { MetricAlarms: [{ StateValue: this.ringing ? 'ALARM' : 'OK' }] };
      case 'PublishCommand':
        return this.messages.push({ subject: String(input.Subject), body: JSON.parse(String(input.Message)) as Input });
      case 'InvokeCommand':
        return this.told.push(JSON.parse(String(input.Payload)) as Input);
      case 'StartExecutionCommand':
        return this.start(String(input.name), input);
      default:
        throw new Error(`nobody expected ${name}`);
    }
  }

  private put({ Item, ExpressionAttributeValues: values }: Input): void {
    const { subject, at, revision } = Item as Record<string, Input>;
    const key = JSON.stringify({ subject, at });
    const stored = this.items.get(key)?.revision as Input | undefined;
    const expected = (values as Record<string, Input> | undefined)?.[':revision'];
    if (revision && stored && stored.N !== expected!.N) throw conditionFailed();
    this.items.set(key, Item as Input);
  }

  private start(name: string, input: Input): void {
    if (this.started.has(name)) throw new ExecutionAlreadyExists({ message: 'it runs', $metadata: {} });
    this.started.set(name, input);
  }

  private release({ Key, ExpressionAttributeValues: values }: Input): void {
    const item = this.items.get(JSON.stringify(Key)) as Record<string, Input> | undefined;
    if (item?.holder?.S !== (values as Record<string, Input>)[':mine'].S) throw conditionFailed();
    delete item!.holder;
    delete item!.until;
  }

  private requireRevision(given: unknown, actual: string): void {
    if (given !== undefined && given !== actual) throw new Error('PreconditionFailedException');
  }

  private revision(): string {
    return `r${++this.revisions}`;
  }
}

function conditionFailed(): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({ message: 'the condition failed', $metadata: {} });
}
