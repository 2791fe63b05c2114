import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from './aws-environment.js';
import { type Cloud } from './cloud.js';
import { OWN_AGENT } from './requests.js';

interface Destroyable {
  destroy(): void;
}

/**
 * SDK clients of the local cloud, one a service and a region, made when they are first needed.
 *
 * They never retry by themselves: who calls a region that may be frozen decides how long to wait and when to ask again.
 */
export class RegionalClients {
  private readonly clients = new Map<string, Destroyable>();

  /** @param caller whether it is a client of the app that calls, which meets the faults of a service */
  constructor(
    private readonly cloud: Cloud,
    private readonly caller: 'drill' | 'client' = 'drill',
  ) {}

  metrics(region: string): CloudWatchClient {
    return this.once(`metrics ${region}`, () => new CloudWatchClient(this.config(region)));
  }

  dynamo(region: string): DynamoDBClient {
    return this.once(`dynamo ${region}`, () => new DynamoDBClient(this.config(region)));
  }

  streams(region: string): DynamoDBStreamsClient {
    return this.once(`streams ${region}`, () => new DynamoDBStreamsClient(this.config(region)));
  }

  s3(region: string): S3Client {
    return this.once(`s3 ${region}`, () => new S3Client(this.config(region)));
  }

  sqs(region: string): SQSClient {
    // A queue's URL names the emulator itself, not the router in front of it.
    return this.once(`sqs ${region}`, () => new SQSClient({ ...this.config(region), useQueueUrlAsEndpoint: false }));
  }

  lambda(region: string): LambdaClient {
    return this.once(`lambda ${region}`, () => new LambdaClient(this.config(region)));
  }

  events(region: string): EventBridgeClient {
    return this.once(`events ${region}`, () => new EventBridgeClient(this.config(region)));
  }

  /** Closes every connection. */
  destroy(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
  }

  private config(region: string): ReturnType<typeof clientConfig> & { readonly maxAttempts: number } {
    const own = this.caller === 'drill' ? { customUserAgent: OWN_AGENT } : {};
    return { ...clientConfig(this.cloud, region), maxAttempts: 1, ...own };
  }

  private once<T extends Destroyable>(key: string, create: () => T): T {
    const known = this.clients.get(key) as T | undefined;
    if (known !== undefined) return known;
    const created = create();
    this.clients.set(key, created);
    return created;
  }
}

/** Options of an SDK call that gives up after so many real milliseconds, or when the signal aborts. */
export function within(millis: number, signal?: AbortSignal): { abortSignal: AbortSignal } {
  const limit = AbortSignal.timeout(millis);
  return { abortSignal: signal === undefined ? limit : AbortSignal.any([signal, limit]) };
}

/** The error that a service answered with, as opposed to a region that cannot be reached. */
export function isServiceError(error: unknown): error is Error & { $metadata: { httpStatusCode?: number } } {
  return error instanceof Error && '$fault' in error && '$metadata' in error;
}
