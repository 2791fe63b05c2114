import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { fail, Problems } from '../private/errors';
import { regionOfResource } from '../regions/foreign-region';
import { checkKnownProps, type KnownProps } from '../private/props';
import { createRuntimeFunction } from '../function/runtime-function';
import { accept } from '../private/accepted-findings';
import { HEALTH_CHECK } from '../limits/route53';
import { checkReserved } from './routes';

/** An answer older than this says too little about now. */
const LONGEST_CACHE_SECONDS = 30;

/** Options of `Health.shallow`. */
export interface ShallowHealthOptions {
  /**
   * Path of the health route. It is open to everybody: a path that nobody guesses keeps others from asking it.
   *
   * @default "/health"
   */
  readonly path?: string;

  /**
   * Concurrency that is kept free for the function of the health route, so that it is not throttled when the service's own
   * functions use up what the account has. Reserving fails to deploy in an account with the least concurrency (10).
   *
   * @default - the account's, shared with every other function
   */
  readonly reservedConcurrency?: number;
}

/** Options of `Health.deep`. */
export interface DeepHealthOptions extends ShallowHealthOptions {
  /**
   * Tables of the region without which the service cannot work; each is read with a count of one item.
   *
   * @default - no table is asked
   */
  readonly tables?: ITable[];

  /**
   * Buckets of the region without which the service cannot work; each is asked whether it is there.
   *
   * @default - no bucket is asked
   */
  readonly buckets?: IBucket[];

  /**
   * Time that an answer is given again before the dependencies are asked anew, at most 30 s. Health checkers of all
   * places call some two times a second; it also is how long a dependency's failure may stay unseen.
   *
   * @default Duration.seconds(5)
   */
  readonly cacheFor?: Duration;
}

const SHALLOW: KnownProps<ShallowHealthOptions> = { path: true, reservedConcurrency: true };
const DEEP: KnownProps<DeepHealthOptions> = { ...SHALLOW, tables: true, buckets: true, cacheFor: true };

/** How a region's health route finds out whether the region can serve. */
export abstract class Health {
  /**
   * Asks the region's own dependencies, through the data plane, and answers 200 or 503 in less than the 2 s that a health
   * checker waits.
   *
   * A dependency is asked again before it counts as failed, and one that throttles counts as healthy: failing over would
   * only carry the load to the other region. Nothing of another region is asked, so that the loss of one region does not
   * make the other look ill.
   */
  static deep(options: DeepHealthOptions = {}): Health {
    validateOptions('Health.deep', options, DEEP);
    return new RouteOfOurs(options);
  }

  /** Answers 200 while API Gateway and Lambda of the region work, whatever the data behind them does. */
  static shallow(options: ShallowHealthOptions = {}): Health {
    validateOptions('Health.shallow', options, SHALLOW);
    return new RouteOfOurs(options);
  }

  /**
   * A route of the service's own function is asked; it has to answer 2xx or 3xx within 2 s while the region can serve. It
   * is made open to everybody, whatever authorizer the other routes have: health checkers have no credentials.
   *
   * @param path path of the route, such as "/ready"
   */
  static ownRoute(path: string): Health {
    return new RouteOfTheirs(path);
  }

  /** Path of the health route. */
  readonly path: string;

  /** @param path path of the health route */
  protected constructor(path: string) {
    const problems = new Problems('Health');
    checkPath(path, problems);
    problems.throwIfAny();
    this.path = path;
  }

  /**
   * Whether the service's own function answers.
   *
   * @internal
   */
  abstract readonly _isOfService: boolean;

  /**
   * Makes what answers the health route, unless the service's own function does.
   *
   * @internal
   */
  abstract _bind(scope: Construct): HealthConfig;
}

/** What answers a health route. */
interface HealthConfig {
  readonly handler?: IFunction;
}

class RouteOfTheirs extends Health {
  readonly _isOfService = true;

  constructor(path: string) {
    super(path);
  }

  _bind(): HealthConfig {
    return {};
  }
}

class RouteOfOurs extends Health {
  readonly _isOfService = false;
  private readonly tables: ITable[];
  private readonly buckets: IBucket[];
  private readonly cacheFor: Duration;
  private readonly reservedConcurrency?: number;

  constructor(options: DeepHealthOptions) {
    super(options.path ?? '/health');
    this.reservedConcurrency = options.reservedConcurrency;
    this.tables = options.tables ?? [];
    this.buckets = options.buckets ?? [];
    this.cacheFor = options.cacheFor ?? Duration.seconds(5);
  }

  _bind(scope: Construct): HealthConfig {
    for (const table of this.tables) validateOwnRegion(scope, table, regionOfResource(table, table.tableArn));
    for (const bucket of this.buckets) validateOwnRegion(scope, bucket, bucket.env.region);
    const handler = createRuntimeFunction(scope, 'Health', {
      asset: 'health',
      description: 'Answers whether this region can serve',
      timeout: Duration.seconds(3),
      // A cold start has to fit into the 2 s of a health checker, and CPU comes with memory.
      memorySize: 512,
      // Health checkers ask more than four million times a month, used or not: traces would cost most of the route.
      tracing: Tracing.DISABLED,
      reservedConcurrency: this.reservedConcurrency,
      environment: {
        TABLE_NAMES: this.tables.map(table => table.tableName).join(','),
        BUCKET_NAMES: this.buckets.map(bucket => bucket.bucketName).join(','),
        CACHE_SECONDS: String(this.cacheFor.toSeconds({ integral: false })),
      },
    });
    accept(handler, 'openRoutes', 'Serverless-LambdaTracing');
    for (const table of this.tables) grantCount(table, handler);
    for (const bucket of this.buckets) {
      handler.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
    }
    return { handler };
  }
}

// The right to count reveals no item, unlike the right to read one.
function grantCount(table: ITable, handler: IFunction): void {
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:Scan'],
      resources: [table.tableArn],
      conditions: { StringEquals: { 'dynamodb:Select': 'COUNT' } },
    }),
  );
  table.encryptionKey?.grantDecrypt(handler);
}

function validateOwnRegion(scope: Construct, dependency: IConstruct, there: string): void {
  const here = Stack.of(scope).region;
  if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
  fail(
    scope,
    'HealthOfOtherRegion',
    `"${dependency.node.path}" is in "${there}" and the health route in "${here}": the loss of "${there}" would make "${here}" look ill too; ` +
      'give the part that is in the same region, with inRegion(stack)',
  );
}

function validateOptions(factory: string, options: DeepHealthOptions, known: object): void {
  const problems = new Problems(factory);
  checkKnownProps(options, known, problems);
  const { reservedConcurrency = 1 } = options;
  if (!Token.isUnresolved(reservedConcurrency) && (!Number.isInteger(reservedConcurrency) || reservedConcurrency < 1)) {
    problems.add(
      'HealthConcurrencyOutOfRange',
      `"reservedConcurrency" is ${reservedConcurrency}; give a whole number, 1 or more: with 0 the health route never answers, and the region counts as lost`,
    );
  }
  const cacheSeconds = options.cacheFor?.isUnresolved() ? NaN : (options.cacheFor?.toSeconds({ integral: false }) ?? 0);
  if (!(cacheSeconds >= 0) || !(cacheSeconds <= LONGEST_CACHE_SECONDS)) {
    problems.add(
      'HealthCacheOutOfRange',
      `"cacheFor" is ${Number.isNaN(cacheSeconds) ? 'only known at deployment (a token)' : `${cacheSeconds} s`}; give 0 to ${LONGEST_CACHE_SECONDS} s`,
    );
  }
  problems.throwIfAny();
}

function checkPath(path: string, problems: Problems): void {
  if (!Token.isUnresolved(path) && (!/^\/[^\s?#]*$/.test(path) || path.length > HEALTH_CHECK.pathLength)) {
    problems.add(
      'HealthPathInvalid',
      `the health route's path is "${path}"; it begins with "/", has no query and no blank, and at most ${HEALTH_CHECK.pathLength} characters: give "/health"`,
    );
  }
  checkReserved(path, `the health route "${path}"`, problems);
}
