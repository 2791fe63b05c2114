import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction, ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Duration } from 'aws-cdk-lib/core';
import type { FaultKind } from './fault-action';
import { delayOf, errorOf, responseOf, timeOutOf } from './invocation-fault';
import { bucketPauseOf, tablePauseOf } from './replication-fault';

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

/** Options of `Fault.delayInvocations`. */
export interface InvocationDelayOptions extends InvocationFaultOptions {
  /** How long each invocation waits before its handler runs: up to 15 minutes, and less than the function's time-out. */
  readonly delay: Duration;
}

/** Options of `Fault.failInvocations`. */
export interface InvocationErrorOptions extends InvocationFaultOptions {
  /**
   * Whether the handler does not run. Otherwise it runs, its effects stay, and its result is thrown away: what retries
   * then do twice is what the experiment shows.
   *
   * @default true
   */
  readonly preventExecution?: boolean;
}

/** Options of `Fault.answerInvocations`. */
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

/** Options of `Fault.pauseTableReplication`. */
export interface TableReplicationFaultOptions {
  /** Global tables, 1 to 5, as the experiment's region sees them: `files.inRegion(stack)`. */
  readonly tables: ITable[];
}

/** Options of `Fault.pauseBucketReplication`. */
export interface BucketReplicationFaultOptions {
  /** Buckets of the experiment's region that are replicated, 1 to 20, made in this app: they get a tag. */
  readonly buckets: IBucket[];

  /** Region of the buckets to which nothing is replicated meanwhile. */
  readonly destinationRegion: string;
}

/**
 * What a `FaultExperiment` does to an app.
 *
 * Each fault fails at once, all that is wrong with it together, where AWS Fault Injection Service would refuse it or find
 * nothing to do.
 */
export class Fault {
  /**
   * Invocations begin late, as if a dependency were slow. The time is billed.
   *
   * Fails with `FaultTargets`, `FaultTargetImported`, `FaultPercentage`, `FaultDelay` or `DelayPastTimeout`.
   */
  static delayInvocations(options: InvocationDelayOptions): Fault {
    return new Fault(delayOf(options));
  }

  /**
   * Invocations wait until Lambda ends them. The time is billed.
   *
   * Fails with `FaultTargets`, `FaultTargetImported` or `FaultPercentage`.
   */
  static timeOutInvocations(options: InvocationFaultOptions): Fault {
    return new Fault(timeOutOf(options));
  }

  /**
   * Invocations end with an error: retries, dead letters and alarms have to do what they are there for.
   *
   * Fails with `FaultTargets`, `FaultTargetImported` or `FaultPercentage`.
   */
  static failInvocations(options: InvocationErrorOptions): Fault {
    return new Fault(errorOf(options));
  }

  /**
   * Invocations by an API or a load balancer answer with a status. With the health function of an endpoint and 503, Route
   * 53 takes the region out of DNS.
   *
   * Fails with `FaultTargets`, `FaultTargetImported`, `FaultPercentage` or `FaultStatusCode`.
   */
  static answerInvocations(options: InvocationResponseOptions): Fault {
    return new Fault(responseOf(options));
  }

  /**
   * Nothing is replicated between the experiment's region and the others; what was written meanwhile follows afterwards.
   * DynamoDB takes up to five minutes until it has stopped.
   *
   * Fails with `FaultTargets` or `TableCannotPause`.
   */
  static pauseTableReplication(options: TableReplicationFaultOptions): Fault {
    return new Fault(tablePauseOf(options));
  }

  /**
   * New objects are not replicated to a region; they follow afterwards. What was there before may go on for up to an hour.
   *
   * Fails with `FaultTargets`, `FaultTargetImported` or `UnknownRegion`.
   */
  static pauseBucketReplication(options: BucketReplicationFaultOptions): Fault {
    return new Fault(bucketPauseOf(options));
  }

  private constructor(
    /** How it is made. @internal */
    readonly _kind: FaultKind,
  ) {}
}
