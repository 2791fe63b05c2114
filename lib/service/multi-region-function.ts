import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type Size } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { CrossRegionBackup, ReplicatedBucket, ReplicatedTable, type ReplicatedTableProps } from '../data';
import { type Authorization, Health, type HttpApiOptions } from '../routing';
import { KNOWN_HTTP_API_OPTIONS } from '../routing/http-endpoint-limits';
import { ResilientFunction, type ResilientFunctionProps } from '../function';
import { ObjectIngest } from '../messaging';
import { Alarms } from '../observability';
import { fail, Problems } from '../private/errors';
import { grantObjects } from '../permissions/object-rights';
import { grantItems } from '../permissions/table-rights';
import { didYouMean } from '../private/nearest';
import { checkProps, number, objectWith, options, size, type PropKinds } from '../private/props';
import { type ResilientServiceProps } from './resilient-service-props';
import { ResilientService } from './resilient-service';
import { type RegionalStack } from './regional-stack';
import { KNOWN_RESILIENT_SERVICE_PROPS } from './service-limits';

/** What happens to objects that are uploaded to a `MultiRegionFunction`. */
export interface UploadOptions {
  /**
   * Largest object that is recorded; a larger one is rejected, and ends as a dead letter.
   *
   * @default - every object is recorded
   */
  readonly maxObjectSize?: Size;

  /**
   * Function that is called with each upload that was rejected, or that no patience could record.
   *
   * @default - nobody is called: the dead letter and its alarm remain
   */
  readonly onFailure?: ResilientFunctionProps;

  /**
   * ARNs of KMS keys by region, one for each; see `ReplicatedBucketProps.encryptionKeyArns`.
   *
   * @default - S3 encrypts with keys of its own
   */
  readonly encryptionKeyArns?: { [region: string]: string };
}

/** How the HTTP API of a `MultiRegionFunction` answers in each region. */
export interface MultiRegionHttpOptions extends HttpApiOptions {
  /**
   * Who may call the function.
   *
   * @default - everybody; the function has to check
   */
  readonly authorization?: Authorization;
}

/** What differs in one region of a `MultiRegionFunction`, such as one with more traffic or another neighbour. */
export interface RegionOverrides {
  /**
   * Memory in MiB.
   *
   * @default - that of `function`
   */
  readonly memorySize?: number;

  /**
   * Executions that are set aside for the function, and its most.
   *
   * @default - those of `function`
   */
  readonly reservedConcurrency?: number;

  /**
   * Environment variables, beside those of `function` and before them.
   *
   * @default - those of `function`
   */
  readonly environment?: { [name: string]: string };

  /**
   * Requests a second above which API Gateway answers 429.
   *
   * @default - that of `http`
   */
  readonly rateLimit?: number;

  /**
   * Requests at once above which API Gateway answers 429.
   *
   * @default - that of `http`
   */
  readonly burstLimit?: number;
}

/** The function and the data that a service of one function has in every region. */
export interface MultiRegionFunctionProps extends ResilientServiceProps {
  /** The function, as every region runs it. It finds `TABLE_NAME` and `BUCKET_NAME` in its environment where they exist. */
  readonly function: ResilientFunctionProps;

  /**
   * The HTTP API: its routes, who may call them, and how much it takes.
   *
   * @default - every request of everybody, up to 1,000 a second
   */
  readonly http?: MultiRegionHttpOptions;

  /**
   * A table that is replicated to every region and that the function reads and writes.
   *
   * @default - no table
   */
  readonly table?: ReplicatedTableProps;

  /**
   * A bucket that is replicated between the regions; each uploaded object is recorded in the table as `{bucket, key}`.
   *
   * @default - no bucket
   */
  readonly uploads?: UploadOptions;

  /**
   * What differs from region to region: `{ 'eu-west-1': { memorySize: 1024 } }`.
   *
   * @default - every region is alike
   */
  readonly perRegion?: { [region: string]: RegionOverrides };
}

const KNOWN_MULTI_REGION_FUNCTION_PROPS: PropKinds<MultiRegionFunctionProps> = {
  ...KNOWN_RESILIENT_SERVICE_PROPS,
  function: options,
  http: options,
  table: options,
  uploads: options,
  perRegion: options,
};
const KNOWN_REGION_OVERRIDES: PropKinds<RegionOverrides> = {
  memorySize: number,
  reservedConcurrency: number,
  environment: options,
  rateLimit: number,
  burstLimit: number,
};
const KNOWN_MULTI_REGION_HTTP_OPTIONS: PropKinds<MultiRegionHttpOptions> = {
  ...KNOWN_HTTP_API_OPTIONS,
  authorization: objectWith('_bind', 'Authorization, such as Authorization.iam()'),
};
const KNOWN_UPLOAD_OPTIONS: PropKinds<UploadOptions> = {
  maxObjectSize: size,
  onFailure: options,
  encryptionKeyArns: options,
};

/** What a function does to items, alone, in batches and in transactions. */
const ITEM_ACTIONS = [
  ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'DescribeTable'],
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem'],
];

/**
 * One function in several regions with all that it needs to survive the loss of one.
 *
 * Guarantees that HTTP requests fail over by DNS; asynchronous invocations are retried and never vanish; data is
 * replicated, and backed up to another region; each region runs, and takes new code, without the other.
 *
 * Creates, in each region, the function behind a `live` alias with its failure path and alarms, an HTTP API with a deep
 * health route, the domain's failover record and health check; and, where asked for, the replicated table, the replicated
 * bucket with its ingest, and the backup plan.
 *
 * Does not create a hosted zone. For several functions, compose the same constructs under a `ResilientService`.
 *
 * @example
 * new MultiRegionFunction(app, 'Hello', {
 *   regions: Regions.activePassive('us-east-1', 'us-west-2'),
 *   function: { entry: 'handler.ts' },
 * });
 */
export class MultiRegionFunction extends ResilientService {
  /** The replicated table, where `table` was given. */
  readonly table?: ReplicatedTable;

  /** The replicated bucket, where `uploads` was given. */
  readonly bucket?: ReplicatedBucket;

  /** Backups of the table and the bucket in the other region, where there is one of them. */
  readonly backup?: CrossRegionBackup;

  private readonly functions = new Map<string, ResilientFunction>();

  constructor(scope: Construct, id: string, props: MultiRegionFunctionProps) {
    super(scope, id, props);
    Problems.collect(this, problems => this.checkProps(props, problems));
    if (props.table) this.table = new ReplicatedTable(this, 'Table', props.table);
    if (props.uploads) {
      const { encryptionKeyArns } = props.uploads;
      this.bucket = new ReplicatedBucket(this, 'Uploads', { encryptionKeyArns });
    }
    for (const stack of this.regionalStacks) this.createRegion(stack, props);
    this.backup = this.createBackup();
  }

  /** The function as it runs in a region. */
  inRegion(stack: RegionalStack): ResilientFunction {
    return (
      this.functions.get(stack.region) ??
      fail(
        this,
        'StackOfOtherService',
        `stack "${stack.node.path}" is not one of the service's "regionalStacks"; pass one of those`,
      )
    );
  }

  /** @internal */
  override _knownProps(): PropKinds<MultiRegionFunctionProps> {
    return KNOWN_MULTI_REGION_FUNCTION_PROPS;
  }

  private checkProps(props: MultiRegionFunctionProps, problems: Problems): void {
    const { function: handler, http, table, uploads } = props;
    checkProps(http, KNOWN_MULTI_REGION_HTTP_OPTIONS, problems, 'http');
    checkProps(uploads, KNOWN_UPLOAD_OPTIONS, problems, 'uploads');
    this.checkOverrides(props.perRegion ?? {}, problems);
    if (handler === undefined) {
      problems.add(
        'FunctionMissing',
        '"function" is missing, so no region has anything to run; give it an "entry" or "code"',
      );
    }
    if (uploads !== undefined && table === undefined) {
      problems.add('UploadsTableMissing', '"uploads" are recorded in the table, and there is none; give "table" too');
    }
  }

  private checkOverrides(perRegion: { [region: string]: RegionOverrides }, problems: Problems): void {
    const { all } = this.regions;
    for (const [region, overrides] of Object.entries(perRegion)) {
      checkProps(overrides, KNOWN_REGION_OVERRIDES, problems, `perRegion["${region}"]`);
      if (all.includes(region)) continue;
      problems.add(
        'OverrideRegionUnknown',
        `"perRegion" has "${region}", and the service is in ${all.map(each => `"${each}"`).join(', ')}${didYouMean(region, all)}`,
      );
    }
  }

  private createRegion(stack: RegionalStack, props: MultiRegionFunctionProps): void {
    const table = this.table?.inRegion(stack);
    const bucket = this.bucket?.inRegion(stack);
    const { rateLimit, burstLimit, ...ofFunction } = props.perRegion?.[stack.region] ?? {};
    const handler = this.createFunction(stack, 'Function', merge(props.function, ofFunction), table, bucket);
    this.functions.set(stack.region, handler);
    const { authorization, ...http } = props.http ?? {};
    this.exposeHttp(stack, handler, {
      ...http,
      rateLimit: rateLimit ?? http.rateLimit,
      burstLimit: burstLimit ?? http.burstLimit,
      authorizer: authorization?._bind(stack),
      health: http.health ?? Health.deep({ tables: table && [table] }),
    });
    if (table && bucket) this.createIngest(stack, table, bucket, props);
  }

  private createFunction(
    stack: RegionalStack,
    id: string,
    props: ResilientFunctionProps,
    table: ITableV2 | undefined,
    bucket: IBucket | undefined,
  ): ResilientFunction {
    const environment = {
      ...(table && { TABLE_NAME: table.tableName }),
      ...(bucket && { BUCKET_NAME: bucket.bucketName }),
      ...props.environment,
    };
    const created = new ResilientFunction(stack, id, { ...props, environment });
    if (table) grantItems(table, created, ITEM_ACTIONS);
    if (bucket) grantObjects(bucket, created);
    return created;
  }

  private createIngest(stack: RegionalStack, table: ITableV2, bucket: IBucket, props: MultiRegionFunctionProps): void {
    const { maxObjectSize, onFailure } = props.uploads!;
    new ObjectIngest(stack, 'Ingest', {
      bucket,
      table,
      tablePartitionKey: props.table!.partitionKey.name,
      maxObjectSize,
      // Rightly idle while all is well, so its silence is no alarm.
      onFailure:
        onFailure &&
        this.createFunction(stack, 'OnUploadFailure', { alarms: Alarms.failuresOnly(), ...onFailure }, table, bucket),
    });
  }

  private createBackup(): CrossRegionBackup | undefined {
    const resources = [this.table, this.bucket].filter(resource => resource !== undefined);
    return resources.length > 0 ? new CrossRegionBackup(this, 'Backup', { resources }) : undefined;
  }
}

/** A function as one region runs it. */
function merge(common: ResilientFunctionProps, own: RegionOverrides): ResilientFunctionProps {
  return {
    ...common,
    memorySize: own.memorySize ?? common.memorySize,
    reservedConcurrency: own.reservedConcurrency ?? common.reservedConcurrency,
    environment: { ...common.environment, ...own.environment },
  };
}
