import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IFunction, type ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { type Duration } from 'aws-cdk-lib/core';

/** What every fault in invocations takes. */
export interface InvocationFaultOptions {
  /**
   * Functions whose invocations are concerned, 1 to 5, made in this app: they get AWS's extension. The fault befalls every
   * version and alias.
   */
  readonly functions: IFunction[];

  /**
   * How many of 100 invocations are concerned: 1 to 100.
   *
   * @default 100
   */
  readonly percentage?: number;

  /**
   * Layer with AWS's FIS extension, of the functions' region and processor.
   *
   * @default - the latest 1.x, by the parameter that AWS publishes in each region
   */
  readonly extension?: ILayerVersion;

  /**
   * Bucket of the functions' region through which FIS tells the extension what to do, in the folder `FisConfigs/`.
   *
   * @default - a bucket that the functions of the stack have in common
   */
  readonly configurationBucket?: IBucket;
}

/** Which functions begin late, and by how much. */
export interface InvocationDelayOptions extends InvocationFaultOptions {
  /** How long each invocation waits before its handler runs: up to 15 minutes, and less than the function's time-out. */
  readonly delay: Duration;
}

/** Which functions fail, and whether their handlers run first. */
export interface InvocationErrorOptions extends InvocationFaultOptions {
  /**
   * Whether the handler does not run. Otherwise it runs, its effects stay, and its result is thrown away: what retries
   * then do twice is what the experiment shows.
   *
   * @default true
   */
  readonly preventExecution?: boolean;
}

/** Which functions answer with a status, and which one. */
export interface InvocationResponseOptions extends InvocationErrorOptions {
  /** HTTP status to answer with, such as 503. */
  readonly statusCode: number;

  /**
   * Content type of the answer.
   *
   * @default 'application/json'
   */
  readonly contentType?: string;
}

/** Tables that stop replicating. */
export interface TableReplicationFaultOptions {
  /** Global tables, 1 to 5, as the experiment's region sees them: `files.inRegion(stack)`. */
  readonly tables: ITable[];
}

/** Buckets that stop replicating, and the region that gets nothing. */
export interface BucketReplicationFaultOptions {
  /** Buckets of the experiment's region that are replicated, 1 to 20, made in this app: they get a tag. */
  readonly buckets: IBucket[];

  /** Region of the buckets to which nothing is replicated meanwhile. */
  readonly destinationRegion: string;
}
