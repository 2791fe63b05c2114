import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Annotations, Duration, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { Problems } from '../private/errors';
import { duration, listOf, number, objectWith, text, validateProps, type Kind, type PropKinds } from '../private/props';
import { HEALTH_CHECK } from '../limits/route53';
import { type FailoverTimingProps } from '../objectives';
import {
  type AskedEndpoint,
  askedRoutes,
  checkAskedRoutes,
  checkTaken,
  defaultAsked,
  type HealthSubject,
} from './asked-route';
import { Failback } from './failback';
import { createHealthFunction } from './health-function';
import { replicated } from './heartbeat-table';
import { checkReserved } from './routes';

/** An answer older than this says too little about now. */
const LONGEST_CACHE_SECONDS = 30;

/** Where a health route is, and how much of it runs at once. */
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

/** Where a health route is, and what it asks before it answers. */
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
   * Requests of the endpoint's own function without which the service cannot work, such as "GET /files/health". The function
   * is called for each as API Gateway would; any answer below 500 within 1.2 s is a sign of life. An empty list calls it
   * for none, and an error of the function then moves no traffic.
   *
   * @default - the first route that reads, "GET /" where the function has every route; none behind an authorizer
   */
  readonly routes?: string[];

  /**
   * Time that an answer is given again before the dependencies are asked anew, at most 30 s. Health checkers of all
   * places call some two times a second; it also is how long a dependency's failure may stay unseen, and part of the
   * recovery time.
   *
   * @default Duration.seconds(5)
   */
  readonly cacheFor?: Duration;

  /**
   * When a region that was unhealthy serves again: see "Coming back" in docs/health.md. It is held by heartbeats in those
   * of `tables` that are parts of a `ReplicatedTable`.
   *
   * @default Failback.afterCatchUp() as soon as a `FailoverDomain` leads users to the endpoint, where one of `tables` is
   * replicated
   */
  readonly failback?: Failback;
}

const KNOWN_SHALLOW_HEALTH_OPTIONS: PropKinds<ShallowHealthOptions> = { path: text, reservedConcurrency: number };
const KNOWN_DEEP_HEALTH_OPTIONS: PropKinds<DeepHealthOptions> = {
  ...KNOWN_SHALLOW_HEALTH_OPTIONS,
  tables: listOf(objectWith('tableArn', 'a table')),
  buckets: listOf(objectWith('bucketArn', 'a bucket')),
  routes: listOf(text),
  cacheFor: duration,
  failback: objectWith('_bind', 'Failback, such as Failback.afterCatchUp()'),
};

/** How a region's health route finds out whether the region can serve. */
export abstract class Health {
  /**
   * Asks the endpoint's own function and the region's own dependencies, through the data plane and over new connections,
   * and answers 200 or 503 in less than the 2 s that a health checker waits.
   *
   * A dependency is asked again before it counts as failed, and one that throttles counts as healthy: failing over would
   * only carry the load to the other region. Nothing of another region is asked, so that the loss of one region does not
   * make the other look ill.
   */
  static deep(options: DeepHealthOptions = {}): Health {
    validateOptions('Health.deep', options, KNOWN_DEEP_HEALTH_OPTIONS);
    return new RouteOfOurs(options, options.routes);
  }

  /**
   * Answers 200 while API Gateway and one function of the region work, whatever the service's own function and the data
   * behind it do. Synthesis warns with `healthIgnoresHandler`.
   */
  static shallow(options: ShallowHealthOptions = {}): Health {
    validateOptions('Health.shallow', options, KNOWN_SHALLOW_HEALTH_OPTIONS);
    return new RouteOfOurs(options, []);
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
   * Records what does not fit the endpoint.
   *
   * @internal
   */
  abstract _check(endpoint: AskedEndpoint, problems: Problems): void;

  /**
   * What it contributes to the time of a failover.
   *
   * @internal
   */
  abstract _timing(endpoint: AskedEndpoint): Pick<FailoverTimingProps, 'healthCacheSeconds'>;

  /**
   * Makes what answers the health route, unless the service's own function does.
   *
   * @internal
   */
  abstract _bind(scope: Construct, endpoint: HealthSubject): Function | undefined;

  /**
   * Makes the function of the health route hold the region when it comes back; the longest time of that, where it does.
   * Unless a name leads users to the region, only where somebody has said so.
   *
   * @internal
   */
  abstract _hold(healthFunction: Function | undefined, isNamed: boolean): Duration | undefined;
}

class RouteOfTheirs extends Health {
  readonly _isOfService = true;

  constructor(path: string) {
    super(path);
  }

  _check(_: AskedEndpoint, __: Problems): void {
    // Whatever the function answers is the answer.
  }

  _timing(): Pick<FailoverTimingProps, 'healthCacheSeconds'> {
    return {};
  }

  _bind(): undefined {
    return undefined;
  }

  _hold(): undefined {
    return undefined;
  }
}

class RouteOfOurs extends Health {
  readonly _isOfService = false;
  private readonly cacheFor: Duration;

  /** @param asked undefined where the endpoint's routes decide */
  constructor(
    private readonly options: DeepHealthOptions,
    private readonly asked: string[] | undefined,
  ) {
    super(options.path ?? '/health');
    this.cacheFor = options.cacheFor ?? Duration.seconds(5);
  }

  _check(endpoint: AskedEndpoint, problems: Problems): void {
    checkTaken(this.asked ?? [], endpoint, problems);
  }

  _timing(endpoint: AskedEndpoint): Pick<FailoverTimingProps, 'healthCacheSeconds'> {
    const { tables = [], buckets = [] } = this.options;
    const asked = [...(this.asked ?? defaultAsked(endpoint)), ...tables, ...buckets];
    return asked.length > 0 ? { healthCacheSeconds: this.cacheFor.toSeconds({ integral: false }) } : {};
  }

  _hold(healthFunction: Function, isNamed: boolean): Duration | undefined {
    const tables = replicated(this.options.tables ?? []);
    if (tables.length === 0 || !(isNamed || this.options.failback)) return undefined;
    return (this.options.failback ?? Failback.afterCatchUp())._bind(healthFunction, tables);
  }

  _bind(scope: Construct, endpoint: HealthSubject): Function {
    const asked = this.asked ?? defaultAsked(endpoint);
    if (asked.length === 0) this.warnOfHandler(scope, endpoint);
    return createHealthFunction(scope, {
      ...this.options,
      cacheFor: this.cacheFor,
      handler: endpoint.handler,
      asked: askedRoutes(asked, endpoint),
    });
  }

  private warnOfHandler(scope: Construct, { handler, authorizer }: HealthSubject): void {
    const reason = this.asked
      ? 'does not call it'
      : authorizer
        ? 'does not call it by itself, because it may rely on what the authorizer tells'
        : 'finds no GET among its routes';
    Annotations.of(scope).addWarningV2(
      'cdk-resilient-serverless:healthIgnoresHandler',
      `an error of "${handler.node.path}" moves no traffic: the health route "${this.path}" ${reason}; ` +
        "give Health.deep({ routes: ['GET /…'] }) with a request that it answers for anybody, or Health.ownRoute",
    );
  }
}

function validateOptions(factory: string, options: DeepHealthOptions, known: Readonly<Record<string, Kind>>): void {
  validateProps(factory, options, known, problems => checkOptions(options, problems));
}

function checkOptions(options: DeepHealthOptions, problems: Problems): void {
  options.failback?._check(replicated(options.tables ?? []), problems);
  checkAskedRoutes(options.routes ?? [], problems);
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
