import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  IpAddressType,
  LogGroupLogDestination,
  SecurityPolicy,
  type IHttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  MathExpression,
  Metric,
  type Alarm,
  type MathExpressionOptions,
  type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import { type Function, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Annotations, Aws, Duration, Fn, Names, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Alarms } from '../observability';
import { accept } from '../private/accepted-findings';
import { timeoutOf } from '../function/function-timeout';
import { HTTP_API } from '../limits/api-gateway';
import { Health } from './health';
import { validateEndpointProps } from './http-endpoint-limits';
import { type HttpEndpointProps } from './http-endpoint-props';
import { ReturnHold } from './return-hold';
import { shapeOf } from './routes';
import { takeoverAlarm } from './takeover-alarm';
import { type IRegionalEndpoint, type NameTarget } from './regional-endpoint';

/** Requests a second that one region takes; far below an account's 10,000 so that one API cannot starve the others. */
const DEFAULT_RATE_LIMIT = 1000;

/** Requests at once; an account has 1,250 in the younger regions: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const DEFAULT_BURST_LIMIT = 1000;

/**
 * Requests of the health route a second: some sixty times as many as the checkers of one name make. They have their own
 * bucket, so that a region that is busy, and throttles its users, does not look lost.
 */
const HEALTH_RATE_LIMIT = 100;
const HEALTH_BURST_LIMIT = 200;

/** Variables of an HTTP API; CDK's own format names those of a REST API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  domain: '$context.domainName',
  method: '$context.httpMethod',
  path: '$context.path',
  route: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  bytes: '$context.responseLength',
  integrationStatus: '$context.integrationStatus',
  error: '$context.integrationErrorMessage',
};

/**
 * The HTTP address of one region.
 *
 * Guarantees a health route that health checkers may call and that calls the function; requests limited; every request in an access log of the
 * region's own; its regional address stays reachable beside any custom domain, so that one region can be checked alone.
 *
 * Creates an HTTP API with its default stage, the routes, a log group, a function for the health route, alarms: on server
 * errors, on silence, and in a standby on users that arrive, which is how you hear of a failover when the other region is
 * gone.
 *
 * Does not fail over by itself; give it to a `FailoverDomain` in each region.
 *
 * @example
 * const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler, health: Health.deep({ tables: [table] }) });
 */
export class HttpEndpoint extends Construct implements IRegionalEndpoint {
  /** The HTTP API; its default endpoint stays open, because health checkers ask it. */
  readonly api: HttpApi;

  /** The stage that answers. */
  readonly stage: IHttpStage;

  /** Log of every request. */
  readonly accessLog: LogGroup;

  /** Function that answers the health route, unless the service's own does. */
  readonly healthFunction?: IFunction;

  /** Path that health checkers ask. */
  readonly healthPath: string;

  /** Time that the health route repeats an answer, where it does. */
  readonly healthCache?: Duration;

  /** Address of the region, such as "https://a1b2c3.execute-api.us-east-1.amazonaws.com". */
  readonly url: string;

  /** Host name of the region; never the failover name. */
  readonly regionalDomainName: string;

  /** Requests a second above which API Gateway answers 429. */
  readonly rateLimit: number;

  /** The alarms, where there are any. */
  readonly alarms: Alarm[];

  private readonly ipAddressType?: IpAddressType;
  private readonly hold: ReturnHold;

  /** API Gateway's custom domains: one for each name that the endpoint answers under. */
  readonly customDomains: DomainName[] = [];

  constructor(scope: Construct, id: string, props: HttpEndpointProps) {
    super(scope, id);
    validateEndpointProps(this, props);
    const health = props.health ?? Health.deep();
    this.healthPath = health.path;
    const { healthCacheSeconds } = health._timing(props);
    this.healthCache = healthCacheSeconds ? Duration.seconds(healthCacheSeconds) : undefined;
    this.rateLimit = props.rateLimit ?? DEFAULT_RATE_LIMIT;

    this.ipAddressType = props.ipAddressType;
    this.api = new HttpApi(this, 'Api', {
      apiName: this.renderName(),
      createDefaultStage: false,
      corsPreflight: props.cors,
      ipAddressType: props.ipAddressType,
    });
    this.accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: this.renderLogName(),
      retention: RetentionDays.ONE_MONTH,
    });
    this.stage = this.createStage(props);
    const integration = this.addRoutes(props, health);
    const healthFunction = this.addHealthRoute(health, props, integration);
    this.healthFunction = healthFunction;

    this.regionalDomainName = `${this.api.apiId}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`;
    this.url = `https://${this.regionalDomainName}`;
    const alarms = props.alarms ?? Alarms.recommended();
    this.alarms = this.createAlarms(alarms);
    this.hold = new ReturnHold(this, { health, healthFunction, alarms });
    this.alarms.push(...this.hold.begin(false));
    this.warnWhenTooSlow(props.handler);
  }

  /** Longest time that the region is held out of service when it comes back; undefined where nothing holds it. */
  get longestHold(): Duration | undefined {
    return this.hold.longest;
  }

  /** Requests. */
  metricCount(options?: MetricOptions): Metric {
    return this.stage.metricCount({ statistic: 'SampleCount', ...options });
  }

  /** Requests that ended with a status of 5xx; those of the health route are among them. */
  metricServerError(options?: MetricOptions): Metric {
    return this.stage.metricServerError(options);
  }

  /** Requests that ended with a status of 4xx; throttled ones are among them. */
  metricClientError(options?: MetricOptions): Metric {
    return this.stage.metricClientError(options);
  }

  /** Time from the arrival of a request to the answer, in milliseconds. */
  metricLatency(options?: MetricOptions): Metric {
    return this.stage.metricLatency(options);
  }

  /** Requests of the health route; only a `FailoverDomain` or a checker of yours makes any. */
  metricHealthRequests(options?: MetricOptions): Metric {
    return this.healthFunction?.metricInvocations(options) ?? this.metricHealthRoute(options);
  }

  /** Requests of users: all but those of the health route. */
  metricUserRequests(options?: MathExpressionOptions): MathExpression {
    return new MathExpression({
      expression: 'FILL(requests, 0) - FILL(health, 0)',
      usingMetrics: { requests: this.metricCount(), health: this.metricHealthRoute() },
      label: 'Requests of users',
      ...options,
    });
  }

  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
  private metricHealthRoute(options?: MetricOptions): Metric {
    const { apiId } = this.api;
    const dimensionsMap = { ApiId: apiId, Stage: this.stage.stageName, Method: 'GET', Resource: this.healthPath };
    return new Metric({
      namespace: 'AWS/ApiGateway',
      metricName: 'Count',
      dimensionsMap,
      statistic: 'SampleCount',
      ...options,
    });
  }

  /** Makes API Gateway answer under a name too, with TLS 1.2. */
  attachName(scope: Construct, domainName: string, certificate: ICertificate): NameTarget {
    const customDomain = new DomainName(scope, 'CustomDomain', {
      domainName,
      certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
      ipAddressType: this.ipAddressType,
    });
    new ApiMapping(scope, 'Mapping', { api: this.api, domainName: customDomain, stage: this.stage });
    this.customDomains.push(customDomain);
    this.alarms.push(...this.hold.begin(true));
    return {
      dnsName: customDomain.regionalDomainName,
      hostedZoneId: customDomain.regionalHostedZoneId,
      answersIpv6: this.ipAddressType === IpAddressType.DUAL_STACK,
    };
  }

  private createStage(props: HttpEndpointProps): IHttpStage {
    return this.api.addStage('DefaultStage', {
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: {
        rateLimit: this.rateLimit,
        burstLimit: props.burstLimit ?? DEFAULT_BURST_LIMIT,
      },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  private addRoutes({ handler, routes, authorizer }: HttpEndpointProps, health: Health): HttpLambdaIntegration {
    const healthRoute = shapeOf(`GET ${health.path}`);
    const keys = routes?.filter(route => shapeOf(route) !== healthRoute).map(routeKey) ?? [HttpRouteKey.DEFAULT];
    // One permission serves all named routes (`<api>/*/*/*`), but not $default: its calls come from
    // `<api>/<stage>/$default`, which has a part less. https://github.com/aws/serverless-application-model/issues/1860
    const integration = new HttpLambdaIntegration('Handler', handler, {
      scopePermissionToRoute: keys.includes(HttpRouteKey.DEFAULT),
    });
    for (const key of keys) {
      const id = key === HttpRouteKey.DEFAULT ? 'DefaultRoute' : shapeOf(key.key);
      const route = new HttpRoute(this, id, { httpApi: this.api, routeKey: key, integration, authorizer });
      if (!authorizer) accept(route, 'openRoutes', 'AwsSolutions-APIG4');
    }
    return integration;
  }

  /** Open to everybody, because health checkers have no credentials, whoever answers it. */
  private addHealthRoute(
    health: Health,
    props: HttpEndpointProps,
    ofService: HttpLambdaIntegration,
  ): Function | undefined {
    const handler = health._bind(this, props);
    const route = new HttpRoute(this, 'HealthRoute', {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(health.path, HttpMethod.GET),
      integration: handler ? new HttpLambdaIntegration('Health', handler) : ofService,
    });
    accept(route, 'openRoutes', 'AwsSolutions-APIG4');
    this.limitHealthRoute(route, health);
    return handler;
  }

  /** Settings of a route replace all of the stage's, and name a route that has to be there before. */
  private limitHealthRoute(route: HttpRoute, health: Health): void {
    (this.stage.node.defaultChild as CfnStage).routeSettings = {
      [`GET ${health.path}`]: {
        ThrottlingRateLimit: HEALTH_RATE_LIMIT,
        ThrottlingBurstLimit: HEALTH_BURST_LIMIT,
        DetailedMetricsEnabled: true,
      },
    };
    this.stage.node.addDependency(route);
  }

  private renderName(): string {
    const name = this.node.path.replaceAll('/', '-');
    if (name.length <= HTTP_API.nameLength) return name;
    const hash = this.node.addr.slice(-8);
    return `${name.slice(0, HTTP_API.nameLength - hash.length - 1)}-${hash}`;
  }

  /**
   * Other log groups of API Gateway each take room in one policy of the account, which is full one day; those below this
   * prefix do not. The stack's own id keeps a stack that is made again from meeting the log of the one before.
   *
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
   */
  private renderLogName(): string {
    const stackGuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    return `/aws/vendedlogs/http-api/${Names.uniqueResourceName(this, { maxLength: 128, separator: '-' })}/${stackGuid}`;
  }

  private createAlarms(alarms: Alarms): Alarm[] {
    return alarms._bind(this, [
      {
        id: 'ServerErrorsAlarm',
        signal: 'failure',
        metric: this.metricServerError({ statistic: 'Sum' }),
        outOf: this.metricUserRequests(),
        description: `Requests to ${this.node.path} fail with 5xx: see its access log and the log of its function`,
      },
      {
        id: 'SilenceAlarm',
        signal: 'silence',
        metric: this.metricUserRequests(),
        description: `No request of a user reaches ${this.node.path}: see DNS, the certificate and the clients`,
      },
      takeoverAlarm(this, this.metricUserRequests()),
    ]);
  }

  private warnWhenTooSlow(handler: IFunction): void {
    const seconds = timeoutOf(handler) ?? 0;
    if (seconds <= HTTP_API.longestFunctionSeconds) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:timeoutBehindApi',
      `"${handler.node.path}" may take ${seconds} s, and an HTTP API waits ${HTTP_API.integrationSeconds} s at most: the client gets an error while the function goes on, and tries again; ` +
        `give it a timeout of ${HTTP_API.longestFunctionSeconds} s or less, or answer at once and work asynchronously`,
    );
  }
}

function routeKey(route: string): HttpRouteKey {
  const [method, path] = route.split(' ');
  return HttpRouteKey.with(path, method as HttpMethod);
}
