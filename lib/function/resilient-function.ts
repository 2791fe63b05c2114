import { type Alarm, type Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { type LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { type IPrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  type AliasReference,
  Architecture,
  CfnEventInvokeConfig,
  Function,
  type IAlias,
  type IFunction,
  type IVersion,
  LoggingFormat,
  QualifiedFunctionBase,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { DeadLetters } from '../dead-letters/dead-letters';
import { Alarms } from '../observability/alarms';
import { accept } from '../private/accepted-findings';
import { Problems } from '../private/errors';
import { createExecutionRole, type ExecutionRights, grantExecution, setTracing } from '../permissions/execution-role';
import { failureRoute, type OutcomeRoute, successRoute } from './failure-path';
import { ERRORS_ALARM, watchFunction } from './function-alarms';
import { renderCode } from './function-code';
import { checkEnvironment, validateFunctionProps, givenVariables } from './function-limits';
import { type AsyncInvocation } from './async-invocation';
import { type ResilientFunctionProps } from './resilient-function-props';

/** Name of the alias through which everything invokes. */
const ALIAS = 'live';

/**
 * A function that loses nothing in silence.
 *
 * Guarantees that whatever it is passed to (an API, a queue, a rule, a bucket, a grant) invokes the version behind the `live`
 * alias, never `$LATEST`; an asynchronous event on which it fails is tried three times and then kept as a dead letter with
 * its error for 14 days; errors, throttles, undeliverable dead letters and silence raise alarms.
 *
 * Creates the function, a version, the alias, its asynchronous configuration, a role that may do just that, a log group with lines in JSON,
 * a dead-letter queue, and alarms on errors, on silence (not where it stands by) and on dead letters. The alarms on throttles,
 * slowness, reserved concurrency that runs out, lost records and forgotten letters are shared by ten functions of the stack;
 * the policies for tracing and for TLS, and the alarm on the account's concurrency, by all.
 *
 * Does not retry synchronous invocations: those fail back to their caller.
 *
 * @example
 * const api = new ResilientFunction(stack, 'Api', { entry: 'handlers/api.ts' });
 * httpApi.addRoutes({ path: '/files', integration: new HttpLambdaIntegration('Files', api) });
 */
export class ResilientFunction extends QualifiedFunctionBase implements IAlias {
  /** The function behind the alias. Its `$LATEST` is not protected: integrate with the construct itself. */
  readonly function: Function;

  /** The `live` alias, which the construct stands for. */
  readonly alias: Alias;

  /** The version behind the alias: it changes with the code and the configuration. */
  readonly version: IVersion;

  /** Queue of what could not be processed; undefined with `DeadLetters.none()`. */
  readonly deadLetterQueue?: IQueue;

  /** The function's own log group. */
  readonly logGroup: LogGroup;

  /**
   * The function's own alarms: on errors and silence, and with `dedicated: true` on throttles and lost records too. Empty
   * with `Alarms.none()`. Those on dead letters belong to the queue, and those that functions share to the stack.
   */
  readonly alarms: Alarm[];

  /** What shifts the alias to a new version; undefined without `deployment`. */
  readonly deploymentGroup?: LambdaDeploymentGroup;

  readonly lambda: IFunction;
  readonly aliasName = ALIAS;
  readonly functionArn: string;
  readonly aliasRef: AliasReference;
  readonly architecture: Architecture;
  readonly grantPrincipal: IPrincipal;
  readonly role?: IRole;
  protected readonly qualifier = ALIAS;
  protected readonly canCreatePermissions = true;

  /**
   * Where failures go when a function is told of them besides.
   *
   * @internal
   */
  readonly _failureTopic?: ITopic;

  private readonly environment: { [name: string]: string };

  constructor(scope: Construct, id: string, props: ResilientFunctionProps) {
    super(scope, id);
    validateFunctionProps(this, props);

    const alarms = props.alarms ?? Alarms.recommended();
    this.deadLetterQueue = (props.deadLetters ?? DeadLetters.ownQueue())._bind(this, alarms);
    const failure = failureRoute(this, this.deadLetterQueue, props.notify?.onFailure);
    this._failureTopic = failure?.topic;
    const success = successRoute(props.notify?.onSuccess);
    this.logGroup = new LogGroup(this, 'LogGroup', { retention: props.logRetention ?? RetentionDays.ONE_MONTH });
    this.environment = givenVariables(props.environment);
    this.function = this.createFunction(props, [failure, success]);
    this.version = this.function.currentVersion;
    this.alias = new Alias(this, 'Alias', { aliasName: ALIAS, version: this.version });

    this.lambda = this.function;
    this.functionArn = this.alias.functionArn;
    this.aliasRef = this.alias.aliasRef;
    this.architecture = this.function.architecture;
    this.grantPrincipal = this.function.grantPrincipal;
    this.role = this.function.role;

    this.createAsyncInvocation(props.asyncInvocation, failure, success);
    this.deploymentGroup = props.deployment?._bind(this);
    props.scaling?._bind(this, alarms, props.reservedConcurrency);
    const routes = [failure, success].flatMap(route => route ?? []);
    this.alarms = watchFunction(this, alarms, routes, props.reservedConcurrency);
  }

  /** The alarm on errors, for what decides on it: an experiment that stops, a composite alarm. Undefined with `Alarms.none()`. */
  get errorsAlarm(): Alarm | undefined {
    return this.alarms.find(({ node }) => node.id === ERRORS_ALARM);
  }

  /** Name of the function with its alias: `name:live`. */
  get functionName(): string {
    return this.alias.functionName;
  }

  /** Sets an environment variable. Fails with `VariableNameInvalid` or `EnvironmentSizeOutOfRange` as the prop does. */
  addEnvironment(name: string, value: string): this {
    this.environment[name] = value;
    Problems.collect(this, problems => {
      checkEnvironment(this.environment, problems);
    });
    this.function.addEnvironment(name, value);
    return this;
  }

  /** A metric of the alias: invocations of `$LATEST` and of other versions are not in it. */
  metric(metricName: string, props?: MetricOptions): Metric {
    return this.alias.metric(metricName, props);
  }

  /** Failure and success records that could not be delivered: a sum over five minutes. */
  metricDestinationDeliveryFailures(props?: MetricOptions): Metric {
    return this.metric('DestinationDeliveryFailures', { statistic: 'Sum', ...props });
  }

  private createFunction(props: ResilientFunctionProps, routes: (OutcomeRoute | undefined)[]): Function {
    const tracing = props.tracing ?? Tracing.ACTIVE;
    const further = routes.flatMap(route => route?.rights ?? []);
    const created = new Function(this, 'Function', {
      ...renderCode(this, props),
      runtime: props.runtime ?? Runtime.NODEJS_24_X,
      timeout: props.timeout ?? Duration.seconds(10),
      memorySize: props.memorySize ?? 512,
      architecture: props.architecture ?? (props.entry ? Architecture.ARM_64 : undefined),
      reservedConcurrentExecutions: props.reservedConcurrency,
      layers: props.layers,
      description: props.description,
      logGroup: this.logGroup,
      loggingFormat: props.loggingFormat ?? LoggingFormat.JSON,
      role: this.provideRole(props.role, { logGroup: this.logGroup, tracing, further }),
    });
    setTracing(created, tracing);
    accept(created, 'failuresKeptElsewhere', 'Serverless-LambdaDLQ');
    return created;
  }

  private provideRole(given: IRole | undefined, rights: ExecutionRights): IRole {
    if (!given) return createExecutionRole(this, 'Role', rights);
    grantExecution(given, rights);
    return given;
  }

  private createAsyncInvocation(given: AsyncInvocation = {}, failure?: OutcomeRoute, success?: OutcomeRoute): void {
    const config = new CfnEventInvokeConfig(this, 'EventInvokeConfig', {
      functionName: this.function.functionName,
      qualifier: ALIAS,
      maximumRetryAttempts: given.retryAttempts ?? 2,
      maximumEventAgeInSeconds: (given.maxEventAge ?? Duration.hours(6)).toSeconds(),
      destinationConfig: (failure || success) && { onFailure: failure?.target, onSuccess: success?.target },
    });
    config.node.addDependency(this.alias);
  }
}
