import { setTimeout as wait } from 'timers/promises';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { type Answer, type Call, type Target } from './target';

const SERVICE = 'FileIntake';
const PAUSE_MILLIS = 500;

interface Client {
  destroy(): void;
}

/** The deployed app, as checks see it. */
export class World {
  private readonly clients = new Map<string, Client>();

  constructor(
    private readonly target: Target,
    readonly prefix: string,
    private readonly signal: AbortSignal,
  ) {}

  get regions(): readonly [string, string] {
    return this.target.regions;
  }

  get account(): string {
    return this.target.account;
  }

  /** Name of the service's table in both regions. */
  get tableName(): string {
    return `${this.prefix}-${SERVICE}-Files`;
  }

  client<C extends Client>(type: new (config: never) => C, region = this.regions[0], more: object = {}): C {
    const key = `${type.name} ${region} ${JSON.stringify(more)}`;
    const made = this.clients.get(key) ?? new type({ ...this.target.clientConfig(region), ...more } as never);
    this.clients.set(key, made);
    return made as C;
  }

  /** Asks the service in a region. */
  async ask(region: string, call: Call): Promise<Answer> {
    return this.askApi(region, await this.resource(region, 'AWS::ApiGatewayV2::Api'), call);
  }

  askApi(region: string, apiId: string, call: Call): Promise<Answer> {
    return this.target.ask(region, apiId, call);
  }

  /** Physical id of a resource of the service: the only one of its type whose logical id begins so. */
  async resource(region: string, type: string, logicalId = ''): Promise<string> {
    const command = new DescribeStackResourcesCommand({ StackName: `${this.prefix}-${SERVICE}-${region}` });
    const { StackResources = [] } = await this.client(CloudFormationClient, region).send(command);
    const found = StackResources.filter(
      each => each.ResourceType === type && each.LogicalResourceId!.startsWith(logicalId),
    );
    if (found.length !== 1) {
      throw new Error(`${found.length} resources of ${type} begin with "${logicalId}" in ${region}`);
    }
    return found[0].PhysicalResourceId!;
  }

  /** An output of the stack of probes. */
  async probe(name: string): Promise<string> {
    const command = new DescribeStacksCommand({ StackName: `${this.prefix}-Probes` });
    const { Stacks = [] } = await this.client(CloudFormationClient).send(command);
    const output = Stacks[0]?.Outputs?.find(each => each.OutputKey === name);
    if (!output) throw new Error(`the stack of probes has no output "${name}"`);
    return output.OutputValue!;
  }

  /** Looks until something is found that may never show; undefined where it does not in time. */
  eventually<T>(seconds: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.arrives(Math.min(seconds, this.target.mostPatienceSeconds), look);
  }

  /** Looks for what has to come, in the local cloud too: on a busy machine a cold function takes a while. */
  async arrives<T>(seconds: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = await look();
      if (found !== undefined || Date.now() > end) return found;
      await wait(PAUSE_MILLIS, undefined, { signal: this.signal });
    }
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
  }
}
